import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
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
  ValidateNested,
} from 'class-validator';

/** Fields of commands: what is checked and what the API documents, in one word. */

interface Options {
  readonly optional?: boolean;
}

const calendar = /^(\d{4}(-\d{2}(-\d{2})?)?|unknown)$/;
const codePattern = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

function field(
  documented: ApiPropertyOptions,
  checks: readonly PropertyDecorator[],
  { optional = false }: Options,
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...documented, required: !optional } as ApiPropertyOptions),
    ...(optional ? [IsOptional()] : []),
    ...checks,
  );
}

/** `2024`, `2024-05`, `2024-05-17` or `unknown`. */
export const DateField = (options: Options = {}) =>
  field(
    { type: String, pattern: calendar.source, example: '2026-03-31' },
    [IsString(), Matches(calendar, { context: { code: 'judicial.date.malformed' } })],
    options,
  );

/** A code of the named list of the criteria; whether it is on the list is checked by the case. */
export const CodeField = (list: string, options: Options = {}) =>
  field(
    { type: String, description: `Code of the list ${list}`, maxLength: 60 },
    [IsString(), MaxLength(60), Matches(codePattern)],
    options,
  );

export const CodesField = (list: string, options: Options & { atLeast?: number } = {}) =>
  field(
    { type: [String], description: `Codes of the list ${list}` },
    [
      IsArray(),
      ArrayMinSize(options.atLeast ?? 0),
      ArrayMaxSize(40),
      ArrayUnique(),
      IsString({ each: true }),
      MaxLength(60, { each: true }),
      Matches(codePattern, { each: true }),
    ],
    options,
  );

/** One of the codes the state machine itself knows. */
export const OneOfField = (codes: readonly string[], options: Options = {}) =>
  field({ enum: [...codes] }, [IsIn([...codes])], options);

export const IdField = (options: Options = {}) =>
  field({ type: String, format: 'uuid' }, [IsUUID()], options);

export const IdsField = (options: Options & { atLeast?: number } = {}) =>
  field(
    { type: [String], format: 'uuid' },
    [
      IsArray(),
      ArrayMinSize(options.atLeast ?? 1),
      ArrayMaxSize(200),
      ArrayUnique(),
      IsUUID(undefined, { each: true }),
    ],
    options,
  );

/** Account ids. */
export const AccountsField = (options: Options = {}) =>
  field(
    { type: [String] },
    [
      IsArray(),
      ArrayMinSize(1),
      ArrayMaxSize(20),
      ArrayUnique(),
      IsString({ each: true }),
      MaxLength(80, { each: true }),
    ],
    options,
  );

/** Id in the register of offices and courts. */
export const OrganisationField = (options: Options = {}) =>
  field(
    { type: String, maxLength: 80 },
    [IsString(), MinLength(1), MaxLength(80), Matches(codePattern)],
    options,
  );

/** Free text, sealed in the log. */
export const NoteField = (options: Options & { maxLength?: number } = { optional: true }) =>
  field(
    { type: String, maxLength: options.maxLength ?? 2_000, description: 'Free text; encrypted in the log' },
    [IsString(), MinLength(1), MaxLength(options.maxLength ?? 2_000)],
    options,
  );

export const CountField = (min: number, max: number, options: Options = {}) =>
  field({ type: 'integer', minimum: min, maximum: max }, [IsInt(), Min(min), Max(max)], options);

export const FlagField = (options: Options = {}) => field({ type: Boolean }, [IsBoolean()], options);

export const NestedField = (type: new () => object, options: Options = {}) =>
  field({ type: () => type }, [IsObject(), ValidateNested(), Type(() => type)], options);

export const NestedListField = (type: new () => object, options: Options & { atLeast?: number } = {}) =>
  field(
    { type: () => [type] },
    [
      IsArray(),
      ArrayMinSize(options.atLeast ?? 1),
      ArrayMaxSize(200),
      ValidateNested({ each: true }),
      Type(() => type),
    ],
    options,
  );

/** Values of a section: what they may be is in the criteria, not here. */
export const ValuesField = () => field({ type: 'object', additionalProperties: true }, [IsObject()], {});

/** An amount of money in units of its currency. */
export class MoneyBody {
  @ApiProperty({ type: Number, minimum: 0, maximum: 1e12 })
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(1e12)
  amount: number;

  @ApiProperty({ type: String, pattern: '^[A-Z]{3}$' })
  @Matches(/^[A-Z]{3}$/)
  currency: string;
}

export const MoneyField = (options: Options = {}) => NestedField(MoneyBody, options);
