import { decide, type Asked } from './decide';
import type { AccessMatrix, Way } from './matrix';
import type { AccessPolicy, Actor, Resource, Scope } from './policy';

/** How an object stands to who asks. `moved`: assigned to them, but of another office and county. */
export type Relation = 'own' | 'moved' | 'office' | 'county' | 'foreign';

/** One question of the authorisation run and the answer the hand-written matrix gives. */
export interface AccessCase {
  readonly role: string;
  readonly action: string;
  /** `some`: asked without an object, as a list is. */
  readonly relation: Relation | 'some';
  readonly sealed: boolean;
  readonly restricted: boolean;
  /** Who asked for what is decided here, or whom it concerns: the actor, or somebody else. */
  readonly interest: 'none' | 'requested' | 'concerned';
  readonly purpose?: string;
  /** The password was typed just now. */
  readonly fresh: boolean;
  readonly expected: Verdict;
}

/** What a surface answers: the decision itself, an HTTP status, the rows of a table … */
export interface Verdict {
  readonly allow: boolean;
  readonly masked?: boolean;
  readonly logged?: boolean;
  /** Open, but only after the password is typed again. */
  readonly stepUp?: boolean;
}

/** Names of the places of a test world; the defaults do where nothing looks them up. */
export interface World {
  readonly account: string;
  readonly otherAccount: string;
  readonly office: string;
  readonly otherOffice: string;
  readonly farOffice: string;
  readonly county: string;
  readonly otherCounty: string;
}

export const WORLD: World = {
  account: 'the-actor',
  otherAccount: 'somebody-else',
  office: 'office-here',
  otherOffice: 'office-next-door',
  farOffice: 'office-far-away',
  county: 'county-here',
  otherCounty: 'county-far-away',
};

const REACHES: Readonly<Record<Scope, readonly (Relation | 'some')[]>> = {
  own: ['own', 'moved', 'some'],
  office: ['own', 'office', 'some'],
  county: ['own', 'office', 'county', 'some'],
  all: ['own', 'moved', 'office', 'county', 'foreign', 'some'],
};

type Question = Omit<AccessCase, 'expected'>;

const isOpen = (way: Way, { relation, sealed, restricted, purpose }: Question) =>
  REACHES[way.scope].includes(relation) &&
  (way.sealed || !sealed) &&
  (way.restricted || !restricted) &&
  (way.purposes === undefined || (purpose !== undefined && way.purposes.includes(purpose)));

/** The matrix's answer, worked out from its cells and not by `decide`. */
function answer(ways: readonly Way[], question: Question): Verdict {
  if (question.interest !== 'none' && ways.some(way => way.second)) return { allow: false };
  const open = ways.filter(way => isOpen(way, question));
  if (open.length === 0) return { allow: false };
  return {
    allow: true,
    masked: open.every(way => way.masked),
    logged: open.some(way => way.logged),
    stepUp: open.every(way => way.fresh) && !question.fresh,
  };
}

const RELATIONS: readonly Relation[] = ['own', 'moved', 'office', 'county', 'foreign'];
const FLAGS = [false, true];

function questions(role: string, action: string, purposes: readonly (string | undefined)[]): Question[] {
  const plain = { role, action, sealed: false, restricted: false, interest: 'none', fresh: false } as const;
  const objects: Question[] = RELATIONS.flatMap(relation =>
    FLAGS.flatMap(sealed => FLAGS.map(restricted => ({ ...plain, relation, sealed, restricted }))),
  );
  const more: Question[] = [
    { ...plain, relation: 'some' },
    { ...plain, relation: 'own', fresh: true },
    { ...plain, relation: 'own', interest: 'requested', fresh: true },
    { ...plain, relation: 'own', interest: 'concerned', fresh: true },
  ];
  return [...objects, ...more].flatMap(question =>
    purposes.map(purpose => ({ ...question, ...(purpose !== undefined && { purpose }) })),
  );
}

/**
 * The authorisation run: role × action × object (own, moved, office, county, foreign; sealed; restricted) ×
 * purpose, each with the answer of a matrix written by hand.
 *
 * @throws when the matrix does not name exactly the roles and actions of the table of rights
 */
export function generateAccessCases(policy: AccessPolicy, matrix: AccessMatrix): AccessCase[] {
  const missing = policy.actions.filter(action => !matrix.has(action));
  const extra = [...matrix.keys()].filter(action => !policy.actions.includes(action));
  if (missing.length + extra.length > 0) {
    throw new Error(
      `The matrix lacks ${missing.join() || 'nothing'} and has ${extra.join() || 'nothing'} too much`,
    );
  }
  return policy.actions.flatMap(action =>
    policy.roles.flatMap(role => {
      const ways = matrix.get(action)?.get(role);
      if (!ways) throw new Error(`The matrix has no column ${role}`);
      return questions(role, action, [undefined, ...policy.purposes]).map(question => ({
        ...question,
        expected: answer(ways, question),
      }));
    }),
  );
}

/** The person of a case. */
export const actorOfCase = ({ role, fresh }: AccessCase, now: Date, world = WORLD): Actor => ({
  id: world.account,
  name: role,
  office: world.office,
  county: world.county,
  grants: [{ role }],
  ...(fresh && { factorAt: now.toISOString() }),
});

const placeOf = (relation: Relation, world: World) =>
  ({
    own: { office: world.office, county: world.county, assignees: [world.account] },
    moved: { office: world.farOffice, county: world.otherCounty, assignees: [world.account] },
    office: { office: world.office, county: world.county, assignees: [world.otherAccount] },
    county: { office: world.otherOffice, county: world.county, assignees: [world.otherAccount] },
    foreign: { office: world.farOffice, county: world.otherCounty, assignees: [world.otherAccount] },
  })[relation];

/** The object of a case. */
export function resourceOfCase(
  { relation, sealed, restricted, interest, action }: AccessCase,
  world = WORLD,
): Asked {
  if (relation === 'some') return 'some';
  const resource: Resource = {
    kind: action.split('.')[0] ?? action,
    ...placeOf(relation, world),
    sealed,
    restricted,
  };
  if (interest === 'requested') return { ...resource, requestedBy: world.account };
  if (interest === 'concerned')
    return { ...resource, requestedBy: world.otherAccount, concerns: world.account };
  return { ...resource, requestedBy: world.otherAccount };
}

/** The surface every context has: the decision itself. */
export function decisionSurface(policy: AccessPolicy, now = new Date('2026-01-01T12:00:00Z')) {
  return (question: AccessCase): Verdict => {
    const { action, purpose } = question;
    const decision = decide(
      policy,
      actorOfCase(question, now),
      action,
      resourceOfCase(question),
      purpose,
      now,
    );
    if (!decision.allow) return { allow: false };
    const owes = (obligation: 'mask-identity' | 'log-access' | 'step-up') =>
      decision.obligations.includes(obligation);
    return {
      allow: true,
      masked: owes('mask-identity'),
      logged: owes('log-access'),
      stepUp: owes('step-up'),
    };
  };
}

const describe = ({ expected, ...question }: AccessCase, found: Verdict) =>
  `${JSON.stringify(question)}: the matrix says ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`;

/** A surface need not tell everything: what it leaves out is not compared. */
const differs = (expected: Verdict, found: Verdict) =>
  found.allow !== expected.allow ||
  (expected.allow &&
    (['masked', 'logged', 'stepUp'] as const).some(
      part => found[part] !== undefined && found[part] !== expected[part],
    ));

/** Asks a surface all cases and lists where it does not answer as the matrix does. */
export async function compareAccess(
  cases: readonly AccessCase[],
  surface: (question: AccessCase) => Verdict | Promise<Verdict>,
): Promise<{ compared: number; deviations: string[] }> {
  const deviations: string[] = [];
  for (const question of cases) {
    const found = await surface(question);
    if (differs(question.expected, found)) deviations.push(describe(question, found));
  }
  return { compared: cases.length, deviations };
}
