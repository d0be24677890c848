import { caseOrder, type CaseFact } from '../case/case';
import { currentStatus } from '../case/status';
import type { CaseInView } from './case-files';
import { recordable, type FactForm } from './fact-forms';
import type { Words } from './words';

/** A fact of today that stands for what the form would record. */
function example({ fact }: FactForm, today: string, { view }: CaseInView): CaseFact {
  const status = currentStatus(view.status) === 'presumed' ? 'identified' : 'presumed';
  const data = { on: today, to: '', from: view.registration?.assignees[0] ?? '', status, note: '' };
  return { type: fact, data } as unknown as CaseFact;
}

/** Whatever the answer, these may come next as far as the order of facts goes. */
const answersDecide = new Set(['StatusDecided', 'ConsentRecorded']);

function obstacle(form: FactForm, file: CaseInView, words: Words): string {
  const { registration, view } = file;
  const closed = registration.closed !== undefined;
  if (closed !== (form.fact === 'CaseReopened')) {
    return words.message(closed ? 'victims.case.already-closed' : 'victims.case.not-closed');
  }
  if (answersDecide.has(form.fact)) return '';
  const violation = caseOrder(view, example(form, words.today, file));
  return violation ? words.message(violation.code, violation.params) : '';
}

const groups: readonly { readonly name: string; readonly forms: readonly string[] }[] = [
  { name: 'work', forms: ['consent', 'status-decision', 'referral', 'assistance'] },
  { name: 'protection', forms: ['protection', 'guardian', 'residence', 'return'] },
  { name: 'proceedings', forms: ['participation', 'compensation'] },
  {
    name: 'case',
    forms: ['assignment', 'assignment-ended', 'transfer', 'sealing', 'unsealing', 'closing', 'reopening'],
  },
];

/**
 * What can be recorded next, by area of the work: the possible as links, what the order of facts forbids with the
 * reason. What the reader has no right to do is not shown, nor what a closed case cannot take.
 */
export function nextSteps(file: CaseInView, words: Words, may: (action: string) => boolean) {
  const allowed = recordable.filter(({ action }) => may(action));
  const closed = file.registration.closed !== undefined;
  const usable = new Set(closed ? [] : allowed.map(({ name }) => name));
  const view = (name: string) => {
    const form = allowed.find(entry => entry.name === name);
    // One sentence at the top says that the case is closed; no list of the same reason twelve times.
    if (!form || (closed && form.fact !== 'CaseReopened')) return [];
    const reason = obstacle(form, file, words);
    const href = reason ? '' : `/cases/${file.id}/record/${name}`;
    return [{ text: words.t(`victims-pages:form.${name}`), href, reason }];
  };
  const all = groups.map(({ name, forms }) => ({
    title: words.t(`victims-pages:steps.${name}`),
    steps: forms.flatMap(view),
  }));
  return { usable, groups: all.filter(({ steps }) => steps.length > 0) };
}
