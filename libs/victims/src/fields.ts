import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { CriteriaBook, jurisdictions, parsePartialDate } from '@hub/codebook';
import { victimCriteria } from '@hub/codebook/victims';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';

/** Fields of commands: each is at once the check of the request and its entry in the API description. */
interface FieldOptions {
  readonly optional?: boolean;
}

const field = (
  checks: readonly PropertyDecorator[],
  schema: ApiPropertyOptions,
  { optional = false }: FieldOptions,
) =>
  applyDecorators(
    ApiProperty({ ...schema, required: !optional } as ApiPropertyOptions),
    ...(optional ? [IsOptional()] : []),
    ...checks,
  );

const units = jurisdictions.flatMap(jurisdiction => jurisdiction.units.map(({ code }) => code));
const books = jurisdictions.slice(0, 1).map(jurisdiction => new CriteriaBook(victimCriteria, jurisdiction));

/** Codes of a list of the criteria; they are the same in all jurisdictions. */
export const codesOf = (list: string): string[] =>
  list === 'unit' ? units : books.flatMap(book => book.list(list).map(({ code }) => code));

const oneOf = (codes: readonly string[], options: FieldOptions) =>
  field([IsIn(codes)], { type: String, enum: [...codes] }, options);

export const CodeField = (list: string, options: FieldOptions = {}) => oneOf(codesOf(list), options);

/** A code of a list, or that the answer is not known. */
export const AnswerField = (list: string, options: FieldOptions = {}) =>
  oneOf([...codesOf(list), 'unknown'], options);

export const ChoiceField = (codes: readonly string[], options: FieldOptions = {}) => oneOf(codes, options);

/** A set of codes of a list, at least one. */
export const CodesField = (list: string, options: FieldOptions = {}) =>
  field(
    [ArrayMinSize(1), ArrayMaxSize(100), ArrayUnique(), IsIn(codesOf(list), { each: true })],
    { type: String, isArray: true, enum: codesOf(list) },
    options,
  );

const IsPartialDate = () =>
  ValidateBy(
    {
      name: 'isPartialDate',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && parsePartialDate(value) !== undefined,
        // Nobody reads it, but without a message class-validator drops the code.
        defaultMessage: () => 'a partial date',
      },
    },
    { context: { code: 'victims.date.invalid' } },
  );

/** A day, a month or a year, as far as it is known. */
export const DateField = (options: FieldOptions = {}) =>
  field([MaxLength(21), IsPartialDate()], { type: String, example: '2026-03' }, options);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day of the calendar. */
export const DayField = (options: FieldOptions = {}) =>
  field([Matches(DAY), IsPartialDate()], { type: String, format: 'date' }, options);

export const TextField = (maxLength: number, options: FieldOptions = {}) =>
  field([IsString(), MinLength(1), MaxLength(maxLength)], { type: String, maxLength }, options);

/** Why; kept encrypted like every free text. */
export const NoteField = (options: FieldOptions = {}) => TextField(2_000, options);

export const IdField = (options: FieldOptions = {}) =>
  field([IsUUID()], { type: String, format: 'uuid' }, options);

export const IdsField = (options: FieldOptions = {}) =>
  field(
    [ArrayMaxSize(100), ArrayUnique(), IsUUID(undefined, { each: true })],
    { type: String, isArray: true, format: 'uuid' },
    options,
  );

const ORGANISATION = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Names beside the first one. */
export const NamesField = (options: FieldOptions = {}) =>
  field(
    [
      ArrayMaxSize(20),
      ArrayUnique(),
      IsString({ each: true }),
      MinLength(1, { each: true }),
      MaxLength(200, { each: true }),
    ],
    { type: String, isArray: true },
    options,
  );

/** Id in the register of organisations. */
export const OrganisationField = (options: FieldOptions = {}) =>
  field([Matches(ORGANISATION)], { type: String, pattern: ORGANISATION.source }, options);

export const AccountField = (options: FieldOptions = {}) =>
  field([IsString(), MinLength(1), MaxLength(80)], { type: String }, options);

export const DaysField = (options: FieldOptions = {}) =>
  field([IsInt(), Min(1), Max(3_660)], { type: Number }, options);

export const VersionField = (options: FieldOptions = {}) =>
  field([IsInt(), Min(0), Max(1_000_000)], { type: Number }, options);

/** An object whose inside the codebook checks. */
export const ValuesField = (options: FieldOptions = {}) =>
  field([IsObject()], { type: 'object', additionalProperties: true }, options);

export class MoneyValue {
  @field([IsNumber({ maxDecimalPlaces: 2 }), Min(0), Max(1e12)], { type: Number }, {})
  readonly amount: number;

  @CodeField('currency')
  readonly currency: string;
}

export const MoneyField = (options: FieldOptions = {}) =>
  field([ValidateNested(), IsObject(), Type(() => MoneyValue)], { type: MoneyValue }, options);
