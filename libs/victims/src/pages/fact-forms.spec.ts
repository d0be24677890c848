import { CriteriaBook, jurisdictionOf } from '@hub/codebook';
import { victimCriteria } from '@hub/codebook/victims';
import { Translator } from '@hub/platform';
import { policy, purposes } from '../access/policy';
import { erasureGrounds } from '../person/identity';
import { taskKinds } from '../read/tasks';
import { answerOf } from './fact-fields';
import { factForms, formByCriteria, recordable } from './fact-forms';
import { Words } from './words';

const albania = jurisdictionOf('AL');
if (!albania) throw new Error('no profile');
const book = new CriteriaBook(victimCriteria, albania);
const translator = Translator.load({ strict: true });
const has = (lang: string, key: string) => translator.has(lang, `victims-pages:${key}`);

describe('the table of facts', () => {
  it('names each fact and each address once', () => {
    expect(new Set(factForms.map(({ name }) => name)).size).toBe(factForms.length);
    expect(new Set(factForms.map(({ fact }) => fact)).size).toBe(factForms.length);
  });

  it('asks under rights that the table of rights knows', () => {
    expect(recordable.filter(({ action }) => !policy.actions.includes(action))).toEqual([]);
  });

  it('leads from every life-cycle fact of the criteria to a form that exists', () => {
    const names = factForms.map(({ name }) => name);
    expect(Object.values(formByCriteria).filter(name => !names.includes(name))).toEqual([]);
  });

  it.each(['en', 'sq', 'bs', 'bg', 'mk', 'ro'])('has words for every form, field and choice in %s', lang => {
    const fields = factForms.flatMap(form => form.fields);
    const keys = [
      ...factForms.map(({ name }) => `form.${name}`),
      ...fields
        .filter(({ variable, type }) => !variable && type.kind !== 'account')
        .map(({ name }) => `field.${name}`),
      ...fields.flatMap(({ type }) =>
        type.kind === 'choice' ? type.codes.map(code => `choice.${type.of}.${code}`) : [],
      ),
      ...taskKinds.map(kind => `task.${kind}`),
      ...purposes.map(purpose => `choice.purpose.${purpose}`),
      ...erasureGrounds.map(ground => `choice.ground.${ground}`),
    ];
    expect(keys.filter(key => !has(lang, key))).toEqual([]);
    expect(fields.filter(({ variable }) => variable && !book.findVariable(variable))).toEqual([]);
  });

  it('says an answer in the language of the reader', () => {
    const words = new Words('sq', { translator } as never, book, new Map(), '2026-11-25');
    const field = (name: string) =>
      factForms.flatMap(({ fields }) => fields).find(entry => entry.name === name);
    const until = field('until');
    expect(until && answerOf(until, '2026-09-05', words)).toBe('5 shtator 2026');
    const days = field('days');
    expect(days && answerOf(days, 1_234, words)).toMatch(/^1.?234$/);
  });
});
