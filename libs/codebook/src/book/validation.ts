import type { Entry, Values, Variable } from '../model';
import { holds, type Answerable } from './condition';
import { checkValue, MOST_ENTRIES, type FieldProblem, type Membership, type Reference } from './value';

export interface ValidationOptions {
  /** Day on which the codes must be valid, `YYYY-MM-DD`: the day of the fact, else the day of recording. */
  readonly at: string;
  /** Latest day a date may lie on; `at` when not given. */
  readonly today?: string;
  /** Values of other sections and facts, for conditions that look beyond this section. */
  readonly facts?: Values;
  /** Prefix of the pointers, e.g. `/values`. */
  readonly pointer?: string;
}

/** What the validator asks of the criteria beside the variables themselves. */
export interface Ground {
  readonly membership: (list: string, code: string, at: string) => Membership;
  /** A variable of the criteria that this jurisdiction has not switched on. */
  readonly isSwitchedOff: (name: string) => boolean;
}

interface Context {
  readonly all: Values;
  readonly answerable: Answerable;
  readonly reference: Reference;
  readonly isSwitchedOff: Ground['isSwitchedOff'];
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Several entries, each checked like a section of its own that knows what lies around it. */
function checkEntries(fields: readonly Variable[], value: unknown, context: Context): FieldProblem[] {
  if (!Array.isArray(value))
    return [{ pointer: '', code: 'codebook.wrong-type', params: { expected: 'entries' } }];
  if (value.length === 0) return [{ pointer: '', code: 'codebook.empty' }];
  if (value.length > MOST_ENTRIES)
    return [{ pointer: '', code: 'codebook.too-many', params: { max: MOST_ENTRIES } }];
  const here = new Map(fields.map(field => [field.name, field]));
  return value.flatMap((entry: unknown, index) => {
    if (!isEntry(entry) || Object.keys(entry).length === 0)
      return [{ pointer: `/${index}`, code: 'codebook.empty' }];
    const all = { ...context.all, ...entry };
    const answerable: Answerable = name => here.has(name) || context.answerable(name);
    return problemsOf(here, entry, { ...context, all, answerable }).map(problem => ({
      ...problem,
      pointer: `/${index}${problem.pointer}`,
    }));
  });
}

function checkGiven(variable: Variable, value: unknown, context: Context): FieldProblem[] {
  const pointer = `/${variable.name}`;
  if (variable.derived) return [{ pointer, code: 'codebook.derived' }];
  const asked = variable.when && holds(variable.when, context.all, context.answerable);
  if (asked === false && value !== 'not_applicable') {
    return [{ pointer, code: 'codebook.condition-not-met' }];
  }
  if (variable.type.kind === 'entries') {
    const problems = checkEntries(variable.type.of, value, context);
    return problems.map(problem => ({ ...problem, pointer: pointer + problem.pointer }));
  }
  return checkValue(variable, value, context.reference);
}

/** Name as a segment of a JSON pointer (RFC 6901). */
const segment = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Problems of given values against the variables of one section or fact, in the order of the values. */
export function validate(
  here: ReadonlyMap<string, Variable>,
  values: object,
  { at, today = at, facts = {}, pointer = '' }: ValidationOptions,
  ground: Ground,
): FieldProblem[] {
  const context: Context = {
    all: { ...facts, ...values },
    answerable: name => here.has(name) || Object.hasOwn(facts, name),
    reference: { at, today, membership: ground.membership },
    isSwitchedOff: ground.isSwitchedOff,
  };
  return problemsOf(here, values, context).map(problem => ({
    ...problem,
    pointer: pointer + problem.pointer,
  }));
}

function problemsOf(here: ReadonlyMap<string, Variable>, values: object, context: Context): FieldProblem[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]: [string, unknown]) => {
      const variable = here.get(name);
      if (variable) return checkGiven(variable, value, context);
      const code = context.isSwitchedOff(name) ? 'codebook.not-collected' : 'codebook.unknown-variable';
      return [{ pointer: `/${segment(name)}`, code }];
    });
}
