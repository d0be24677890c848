import { ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { Refusal, type FieldProblem, type RefusalParams } from '../refusal';

/** Constraints with words of their own; every other one reads "this value is not valid". */
const worded = new Set(
  `arrayMaxSize arrayMinSize arrayNotEmpty arrayUnique isArray isBoolean isDefined isIn isEnum isInt isNotEmpty isNumber
   isObject isString isUuid isISO8601 isDateString isLength matches max maxLength min minLength nestedValidation isEmail
   whitelistValidation`.split(/\s+/),
);
const limited = new Set(['arrayMaxSize', 'arrayMinSize', 'isLength', 'max', 'maxLength', 'min', 'minLength']);
const kebab = (name: string) => name.replace(/[A-Z]+/g, run => `-${run.toLowerCase()}`);
const escapePointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** The limits a constraint was declared with: `@MaxLength(80)` gives 80. */
function limitsOf(error: ValidationError, constraint: string): RefusalParams {
  const target = error.target?.constructor;
  if (!target || !limited.has(constraint)) return {};
  const declared = getMetadataStorage()
    .getTargetValidationMetadatas(target, '', false, false)
    .find(entry => entry.propertyName === error.property && entry.name === constraint);
  const [first, second] = (declared?.constraints ?? []) as unknown[];
  if (constraint === 'isLength') return { min: Number(first), max: Number(second) };
  return typeof first === 'number' ? { limit: first } : {};
}

/** Nothing was given for what is declared: that is said, not that a text, a date or one more entry was expected. */
function isMissing({ target, property }: ValidationError, constraint: string): boolean {
  const name = property as string | undefined;
  if (name === undefined || constraint === 'whitelistValidation') return false;
  const given = (target as Readonly<Record<string, unknown>> | undefined)?.[name];
  return (
    given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0)
  );
}

function problemOf(error: ValidationError, pointer: string, constraint: string): FieldProblem {
  if (isMissing(error, constraint)) return { pointer, code: 'problems.validation.is-defined', params: {} };
  const context = error.contexts?.[constraint] as { code?: unknown } | undefined;
  const params = limitsOf(error, constraint);
  const speakable = worded.has(constraint) && (!limited.has(constraint) || Object.keys(params).length > 0);
  const name = speakable ? kebab(constraint) : 'invalid';
  const code = typeof context?.code === 'string' ? context.code : `problems.validation.${name}`;
  return { pointer, code, params };
}

/** Turns class-validator's errors into codes with JSON pointers; values and English messages stay behind. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap(error => {
    // A body whose class declares nothing is refused as a whole: such an error names no property.
    const property = error.property as string | undefined;
    const pointer = property === undefined ? parent : `${parent}/${escapePointer(property)}`;
    const own = Object.keys(error.constraints ?? {}).map(constraint => problemOf(error, pointer, constraint));
    return [...own, ...fieldProblems(error.children ?? [], pointer)];
  });
}

/** Bodies are what their class declares: unknown fields are refused, not dropped. */
export function strictValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: true, value: false },
    exceptionFactory: errors =>
      new Refusal('platform.invalid-request', {}, { status: 422, problems: fieldProblems(errors) }),
  });
}
