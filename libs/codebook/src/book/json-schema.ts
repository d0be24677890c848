import type { Code, Section, ValueType, Variable } from '../model';
import { isPlain, listOf, MOST_ENTRIES, type PlainType } from './value';

/** JSON Schema (draft 2020-12, as OpenAPI 3.1 takes it) of what one recording of a section may hold. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Codes = (list: string) => readonly Code[];

const year = '(19|[2-9]\\d)\\d{2}';
const calendar = `${year}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?`;

/** Dates of year, month or day precision and intervals of them; calendar days are checked by the validator. */
export const datePattern = `^(${calendar}|${calendar}/${calendar}|\\.\\./${calendar}|${calendar}/\\.\\.)$`;

export const organisationPattern = '^[a-z0-9][a-z0-9-]{0,63}$';

function itemSchema(list: string, codes: Codes): JsonSchema {
  if (list === 'organisation') return { type: 'string', pattern: organisationPattern };
  return { type: 'string', enum: codes(list).map(entry => entry.code) };
}

function plainSchema(type: PlainType, codes: Codes): JsonSchema {
  switch (type.kind) {
    case 'text':
      return { type: 'string', minLength: 1, maxLength: type.maxLength ?? (type.long ? 20_000 : 500) };
    case 'date':
      return { type: 'string', pattern: datePattern };
    case 'number':
      return { type: type.integer ? 'integer' : 'number', minimum: type.min, maximum: type.max };
    case 'money':
      return {
        type: 'object',
        properties: {
          amount: { type: 'number', minimum: 0, maximum: 1e12 },
          currency: itemSchema('currency', codes),
        },
        required: ['amount', 'currency'],
        additionalProperties: false,
      };
  }
}

function typeSchema(type: ValueType, codes: Codes): JsonSchema {
  if (isPlain(type)) return plainSchema(type, codes);
  if (type.kind === 'entries') {
    const items = { ...objectSchema(type.of, codes), minProperties: 1 };
    return { type: 'array', items, minItems: 1, maxItems: MOST_ENTRIES };
  }
  const { list, many } = listOf(type) ?? { list: type.kind, many: false };
  const items = itemSchema(list, codes);
  return many ? { type: 'array', items, minItems: 1, uniqueItems: true } : items;
}

function variableSchema(variable: Variable, codes: Codes): JsonSchema {
  const schema = typeSchema(variable.type, codes);
  const missing = variable.missing ?? [];
  const described = { title: variable.name, 'x-number': variable.number };
  if (missing.length === 0) return { ...described, ...schema };
  return { ...described, anyOf: [schema, { type: 'string', enum: missing }] };
}

export function schemaOf(section: Section, codes: Codes): JsonSchema {
  return { title: section.name, ...objectSchema(section.variables, codes) };
}

function objectSchema(variables: readonly Variable[], codes: Codes): JsonSchema {
  const asked = variables.filter(entry => !entry.derived);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(asked.map(entry => [entry.name, variableSchema(entry, codes)])),
  };
}
