import { defendantOf, ownDefendants, type Proceeding } from '../case/proceeding';
import { lastDecision, standingIndictment, type Defendant } from '../case/defendant';
import { obstacleToDefendantStep, type DefendantStep } from '../case/obstacles';
import type { ChargeVerdict } from '../case/terms';
import type { Answers, Each, FactField } from './fact-types';

/** A person something is asked about, with the charges a verdict is asked on. */
export interface Asked {
  readonly person: string;
  readonly charges: readonly string[];
}

const steps: Readonly<Record<Each, DefendantStep>> = {
  charged: 'file-indictment',
  judged: 'deliver-judgment',
  outcomes: 'decide-appeal',
};

const chargesOf = (each: Each, d: Defendant): readonly string[] =>
  each === 'charged' ? (lastDecision(d)?.legalBasis ?? []) : (standingIndictment(d)?.charges ?? []);

/** Whom the fact may be about now. */
export function askedOf(each: Each, p: Proceeding): Asked[] {
  return ownDefendants(p)
    .filter(({ person }) => obstacleToDefendantStep(p, steps[each], person) === undefined)
    .map(d => ({ person: d.person, charges: chargesOf(each, d) }));
}

interface Entry {
  readonly person: string;
  readonly charges?: readonly string[];
  readonly plea?: boolean;
  readonly outcome?: string;
  readonly verdicts?: readonly ChargeVerdict[];
}

const keyOf = (each: Each) => (each === 'outcomes' ? 'outcomes' : 'defendants');

/** Whom a recorded fact is about, and on which charges. */
export function askedIn(each: Each, data: Answers, p: Proceeding): Asked[] {
  const entries = (data[keyOf(each)] ?? []) as readonly Entry[];
  return entries.map(({ person, charges, verdicts }) => {
    const d = defendantOf(p, person);
    const known = d?.indictments.at(-1)?.charges ?? [];
    return { person, charges: charges ?? verdicts?.map(v => v.legalBasis) ?? known };
  });
}

const prefixOf = (person: string) => `p-${person}`;

const convicting = ['convicted_thb', 'convicted_other'];
/** Outcomes after which the appeal court's own verdict stands. */
const ownVerdict = ['modified_lenient', 'modified_severe', 'reversed_to_acquittal', 'reversed_to_conviction'];

function verdictFields(prefix: string, charges: readonly string[], appeal: boolean): FactField[] {
  return charges.flatMap((charge, at): FactField[] => {
    const verdict = `${prefix}-v${at}-verdict`;
    const asked = appeal ? { when: { is: `${prefix}-outcome`, in: ownVerdict } } : {};
    return [
      { name: verdict, type: { kind: 'code', list: 'verdict' }, label: 'verdict-on', charge, ...asked },
      {
        name: `${prefix}-v${at}-convictedOf`,
        type: { kind: 'code', list: 'legal_basis' },
        label: 'convicted-of',
        charge,
        when: { is: verdict, in: convicting },
      },
    ];
  });
}

/** The questions about one person. */
export function fieldsOf(each: Each, { person, charges }: Asked): FactField[] {
  const prefix = prefixOf(person);
  const include: FactField = { name: `${prefix}-include`, type: { kind: 'flag' }, label: `include-${each}` };
  switch (each) {
    case 'charged':
      return [
        include,
        {
          name: `${prefix}-charges`,
          type: { kind: 'code', list: 'legal_basis', many: true },
          label: 'charges',
        },
      ];
    case 'judged':
      return [
        include,
        { name: `${prefix}-plea`, type: { kind: 'flag' }, label: 'plea' },
        ...verdictFields(prefix, charges, false),
      ];
    case 'outcomes':
      return [
        include,
        {
          name: `${prefix}-outcome`,
          type: { kind: 'code', list: 'appeal_decision' },
          variable: 'appeal_decision',
        },
        ...verdictFields(prefix, charges, true),
      ];
  }
}

/**
 * How a form that nobody has touched yet begins: with everybody, or with the one it was opened for; the charges of all
 * are those decided on, so that to add another accused is one tick.
 */
export function freshAnswers(each: Each, asked: readonly Asked[], person: string | undefined): Answers {
  return Object.fromEntries(
    asked.flatMap(({ person: id, charges }): [string, unknown][] => [
      ...(person === undefined || person === id
        ? [[`${prefixOf(id)}-include`, true] as [string, unknown]]
        : []),
      ...(each === 'charged' ? [[`${prefixOf(id)}-charges`, charges] as [string, unknown]] : []),
    ]),
  );
}

/** The answers a recorded fact gives. */
export function answersIn(each: Each, data: Answers): Answers {
  const entries = (data[keyOf(each)] ?? []) as readonly Entry[];
  return Object.fromEntries(
    entries.flatMap(({ person, charges, plea, outcome, verdicts = [] }): [string, unknown][] => {
      const prefix = prefixOf(person);
      return [
        [`${prefix}-include`, true],
        [`${prefix}-charges`, charges],
        [`${prefix}-plea`, plea],
        [`${prefix}-outcome`, outcome],
        ...verdicts.flatMap(({ verdict, convictedOf }, at): [string, unknown][] => [
          [`${prefix}-v${at}-verdict`, verdict],
          [`${prefix}-v${at}-convictedOf`, convictedOf],
        ]),
      ];
    }),
  );
}

function verdictsIn(answers: Answers, prefix: string, charges: readonly string[]) {
  return charges.map((legalBasis, at) => {
    const convictedOf = answers[`${prefix}-v${at}-convictedOf`];
    const verdict = answers[`${prefix}-v${at}-verdict`];
    const other = convictedOf !== undefined && convictedOf !== legalBasis;
    return { legalBasis, verdict, ...(other && { convictedOf }) };
  });
}

function entryOf(each: Each, { person, charges }: Asked, answers: Answers): object {
  const prefix = prefixOf(person);
  if (each === 'charged') return { person, charges: answers[`${prefix}-charges`] ?? [] };
  const verdicts = verdictsIn(answers, prefix, charges);
  if (each === 'judged') {
    return { person, ...(answers[`${prefix}-plea`] === true && { plea: true }), verdicts };
  }
  const outcome = answers[`${prefix}-outcome`];
  // Verdicts of the appeal court only where it gave any.
  const own = verdicts.some(({ verdict }) => verdict !== undefined);
  return { person, outcome, ...(own && { verdicts }) };
}

/** The answers as the command takes them, and where in the form its parts stand. */
export function assembled(each: Each, asked: readonly Asked[], answers: Answers) {
  const included = asked.filter(({ person }) => answers[`${prefixOf(person)}-include`] === true);
  const data = { [keyOf(each)]: included.map(one => entryOf(each, one, answers)) };
  return { data, place: (pointer: string) => placeOf(each, included, asked, pointer) };
}

/** Control of the form for a problem of the command: `/defendants/1/verdicts/0/verdict`. */
function placeOf(
  each: Each,
  included: readonly Asked[],
  asked: readonly Asked[],
  pointer: string,
): string | undefined {
  const [, key, at, part, charge] = pointer.replace(/^\/changes/, '').split('/');
  if (key !== keyOf(each)) return undefined;
  const one = included[Number(at ?? 0)] ?? asked[0];
  if (!one) return undefined;
  const prefix = prefixOf(one.person);
  if (part === 'verdicts')
    return one.charges.length > 0 ? `${prefix}-v${charge ?? 0}-verdict` : `${prefix}-include`;
  return part === 'charges' || part === 'outcome' ? `${prefix}-${part}` : `${prefix}-include`;
}
