import type { Values, Variable } from '../model';
import { holds, type Answerable } from './condition';
import { checkValue, type FieldProblem, type Membership, type Reference } from './value';

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
}

function checkGiven(variable: Variable, value: unknown, context: Context): FieldProblem[] {
  const pointer = `/${variable.name}`;
  if (variable.derived) return [{ pointer, code: 'codebook.derived' }];
  const asked = variable.when && holds(variable.when, context.all, context.answerable);
  if (asked === false && value !== 'not_applicable') {
    return [{ pointer, code: 'codebook.condition-not-met' }];
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
  };
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]: [string, unknown]) => {
      const variable = here.get(name);
      if (variable) return checkGiven(variable, value, context);
      const code = ground.isSwitchedOff(name) ? 'codebook.not-collected' : 'codebook.unknown-variable';
      return [{ pointer: `/${segment(name)}`, code }];
    })
    .map(problem => ({ ...problem, pointer: pointer + problem.pointer }));
}
