import type { CaseStep, DefendantStep } from '../case/obstacles';
import { nextSteps, type NextStep } from '../case/next-steps';
import { personTitle } from './case-choices';
import type { CaseInView } from './case-files';
import { recordable } from './fact-forms';
import type { Words } from './words';

type Step = CaseStep | DefendantStep;

const groups: readonly { readonly name: string; readonly steps: readonly Step[] }[] = [
  {
    name: 'investigation',
    steps: [
      'open-investigation',
      'suspend-investigation',
      'resume-investigation',
      'conclude-investigation',
      'register-suspect',
      'request-cooperation',
      'requalify',
    ],
  },
  {
    name: 'money',
    steps: [
      'seize-assets',
      'order-confiscation',
      'enforce-confiscation',
      'award-compensation',
      'pay-compensation',
      'refer-compensation',
    ],
  },
  {
    name: 'case',
    steps: [
      'record-official-number',
      'assign',
      'transfer',
      'join',
      'sever',
      'seal',
      'unseal',
      'close',
      'reopen',
    ],
  },
];

interface Shown {
  readonly text: string;
  readonly href: string;
  readonly reason: string;
}

/** Action of the table of rights a step needs. */
function actionOf(step: Step): string {
  if (step === 'register-suspect') return 'case.conduct';
  return recordable.find(({ name }) => name === step)?.action ?? 'case.describe';
}

function addressOf({ step, person }: NextStep, id: string): string {
  if (step === 'register-suspect') return `/proceedings/${id}/persons/new`;
  const about = person === undefined ? '' : `?person=${person}`;
  return `/proceedings/${id}/record/${step}${about}`;
}

/** Steps under the name of a person, or of a part of the work. */
export interface StepGroup {
  readonly title: string;
  readonly steps: readonly Shown[];
}

/**
 * What the law allows now, as links, by person and by part of the work; what it forbids now, with the reason. What
 * the reader has no right to do is in neither.
 */
export function stepsOf(file: CaseInView, words: Words, may: (action: string) => boolean) {
  const { id, proceeding } = file;
  const all = nextSteps(proceeding).filter(({ step }) => step !== 'record-section' && may(actionOf(step)));
  const shown = (entry: NextStep): Shown => ({
    text: words.t(`judicial-pages:step.${entry.step}`),
    href: entry.obstacle === undefined ? addressOf(entry, id) : '',
    reason: entry.obstacle === undefined ? '' : words.message(entry.obstacle),
  });
  const persons = [...new Set(all.flatMap(({ person }) => person ?? []))];
  const grouped = [
    ...persons.map(person => ({
      title: personTitle(proceeding, person, words),
      entries: all.filter(entry => entry.person === person),
    })),
    ...groups.map(({ name, steps }) => ({
      title: words.t(`judicial-pages:steps.${name}`),
      entries: all.filter(entry => entry.person === undefined && steps.includes(entry.step)),
    })),
  ];
  const part = (possible: boolean): StepGroup[] =>
    grouped
      .map(({ title, entries }) => ({
        title,
        steps: entries.filter(({ obstacle }) => (obstacle === undefined) === possible).map(shown),
      }))
      .filter(({ steps }) => steps.length > 0);
  return { now: part(true), later: part(false) };
}
