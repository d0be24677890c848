import type { Values } from '@hub/codebook';
import { entriesOf } from '@hub/web';
import { factsBeside } from '../case/record-section';
import type { Setting } from '../setting';
import type { CaseInView } from './case-files';

/** Values without the one at a pointer, which may lie in an entry; an entry left empty goes as well. */
function without(values: Values, pointer: string): Values {
  const [, name = '', index, field = ''] = pointer.split('/');
  const rest = Object.fromEntries(Object.entries(values).filter(([variable]) => variable !== name));
  if (index === undefined) return rest;
  const entries = entriesOf(values[name]).map((entry, nth) =>
    nth === Number(index)
      ? Object.fromEntries(Object.entries(entry).filter(([key]) => key !== field))
      : entry,
  );
  const filled = entries.filter(entry => Object.keys(entry).length > 0);
  return filled.length > 0 ? { ...values, [name]: filled } : rest;
}

/** What is not asked under the other answers is not recorded; it stays in nobody's way. */
export function askedOnly(file: CaseInView, name: string, typed: Values, setting: Setting) {
  const facts = factsBeside(file.view, name, setting);
  const dropped: string[] = [];
  for (let values: Values = typed; ;) {
    const unasked = setting.book
      .validateSection(name, values, { at: setting.today, facts })
      .filter(({ code }) => code === 'codebook.condition-not-met')
      .map(({ pointer }) => pointer);
    if (unasked.length === 0) return { values, dropped };
    dropped.push(...unasked);
    values = unasked.reduce(without, values);
  }
}
