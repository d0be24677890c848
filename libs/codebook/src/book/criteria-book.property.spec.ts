import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { judicialCriteria } from '../judicial';
import { jurisdictions } from '../jurisdictions/all';
import type { Value, Values, Variable } from '../model';
import { victimCriteria } from '../victims';
import { CriteriaBook } from './criteria-book';
import { isPlain, listOf, type PlainType } from './value';

const at = '2024-05-17';
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
ajv.addKeyword('x-number');

const books = [victimCriteria, judicialCriteria].flatMap(criteria =>
  [jurisdictions[0], jurisdictions[1]].map(place => new CriteriaBook(criteria, place)),
);
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date(at), noInvalidDate: true })
  .map(value => value.toISOString().slice(0, 10));

function plainValue(type: PlainType): fc.Arbitrary<Value> {
  switch (type.kind) {
    case 'text':
      return fc
        .string({ minLength: 1, maxLength: Math.min(type.maxLength ?? 500, 40), unit: 'grapheme' })

        .filter(text => text.trim() !== '' && !/[\u0000-\u001f\u007f]/.test(text));
    case 'number':
      return fc.integer({ min: type.min, max: type.max });
    case 'date':
      return fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));
    case 'money':
      return fc.record({
        amount: fc.integer({ min: 0, max: 10_000_000 }).map(cents => cents / 100),
        currency: fc.constantFrom('EUR', 'ALL', 'BAM'),
      });
  }
}

/** Any value the variable allows, a reason for its absence included. */
function anyValue(book: CriteriaBook, { type, missing = [] }: Variable): fc.Arbitrary<Value> {
  if (type.kind === 'entries') {
    const entry = anyValues(book, type.of).filter(values => Object.keys(values).length > 0);
    return fc.array(entry, { minLength: 1, maxLength: 4 }) as fc.Arbitrary<Value>;
  }
  const given = isPlain(type) ? plainValue(type) : codedValue(book, listOf(type)!);
  return missing.length > 0 ? fc.oneof(given, fc.constantFrom<Value>(...missing)) : given;
}

function codedValue(
  book: CriteriaBook,
  { list, many }: { list: string; many: boolean },
): fc.Arbitrary<Value> {
  const code = fc.constantFrom(...book.list(list, at).map(entry => entry.code));
  return many ? fc.uniqueArray(code, { minLength: 1, maxLength: 5 }) : code;
}

const anyValues = (book: CriteriaBook, variables: readonly Variable[]): fc.Arbitrary<Values> =>
  fc.record(
    Object.fromEntries(
      variables
        // Only Bosnia and Herzegovina has several criminal codes; elsewhere the list is empty.
        .filter(
          entry =>
            book.answers(entry.name, at).length > (entry.missing ?? []).length ||
            isPlain(entry.type) ||
            entry.type.kind === 'entries',
        )
        .map(entry => [entry.name, anyValue(book, entry)]),
    ),
    { requiredKeys: [] },
  );

// Made once: building the arbitraries takes longer than drawing from them.
const shapes = books.flatMap(book =>
  book.sections.map(section => {
    const asked = section.variables.filter(entry => !entry.derived);
    return {
      book,
      section,
      schema: ajv.compile(book.jsonSchema(section.name)),
      drawn: anyValues(book, asked),
    };
  }),
);

const anySection = fc
  .constantFrom(...shapes)
  .chain(({ drawn, ...shape }) => drawn.map(values => ({ ...shape, values })));

describe('validator and schema', () => {
  it('accept whatever is made of allowed values, but for conditions', () => {
    fc.assert(
      fc.property(anySection, ({ book, section, schema, values }) => {
        const problems = book.validateSection(section.name, values, { at });
        expect(problems.filter(problem => problem.code !== 'codebook.condition-not-met')).toEqual([]);
        expect(schema(values)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never let the schema refuse what the validator accepts', () => {
    const disturbed = anySection.chain(entry => {
      const names = entry.section.variables.map(variable => variable.name);
      return fc
        .tuple(fc.constantFrom(...names, 'nonsense'), fc.jsonValue())
        .map(([name, junk]) => ({ ...entry, values: { ...entry.values, [name]: junk } }));
    });
    fc.assert(
      fc.property(disturbed, ({ book, section, schema, values }) => {
        const accepted = book.validateSection(section.name, values, { at }).length === 0;
        return !accepted || schema(values);
      }),
      { numRuns: 1000 },
    );
  });

  it('point every problem to a field that was given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.dictionary(fc.string(), fc.jsonValue()), (shape, values) => {
        const pointers = Object.keys(values).map(
          name => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        );
        for (const { pointer, code } of shape.book.validateSection(shape.section.name, values, { at })) {
          expect(pointers.some(known => pointer === known || pointer.startsWith(`${known}/`))).toBe(true);
          expect(code).toMatch(/^codebook\.[a-z-]+$/);
        }
      }),
    );
  });
});

const cases = books.map(book => ({
  book,
  drawn: anyValues(book, [...book.sections.flatMap(section => section.variables), ...book.lifeCycle]),
}));

const anyCase = fc.constantFrom(...cases).chain(({ book, drawn }) => drawn.map(values => ({ book, values })));

describe('what follows from values', () => {
  it('derives the same again, and changes nothing given', () => {
    fc.assert(
      fc.property(anyCase, ({ book, values }) => {
        const once = book.derive(values);
        expect(book.derive(once)).toEqual(once);
        expect(once).toMatchObject(values);
      }),
      { numRuns: 200 },
    );
  });

  it('fills exactly the columns of the read model', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.constantFrom('case' as const, 'person' as const),
        ({ book, values }, subject) => {
          const names = book.columns(subject).map(column => column.name);
          expect(new Set(names).size).toBe(names.length);
          expect(Object.keys(book.row(values, subject))).toEqual(names);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('judges any values without failing, and shows each finding at variables that exist', () => {
    fc.assert(
      fc.property(anyCase, ({ book, values }) => {
        for (const { variables } of book.plausibility(values)) {
          for (const name of variables) expect(() => book.variable(name)).not.toThrow();
        }
        for (const { variable } of book.mandatoryCells(values))
          expect(() => book.variable(variable)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it('never reports an answered variable as missing', () => {
    fc.assert(
      fc.property(anyCase, ({ book, values }) => {
        for (const name of book.missingToClose(values)) expect(values[name]).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
