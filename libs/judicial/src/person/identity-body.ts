import { DateField, NoteField } from '../fields';
import type { Identity } from './events';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';

/** Who a person is, as the register of the court or an identity document has it. */
export class IdentityBody {
  @NoteField({ optional: true, maxLength: 100 })
  given?: string;

  @NoteField({ optional: true, maxLength: 100 })
  family?: string;

  @NoteField({ optional: true, maxLength: 200 })
  legalName?: string;

  /** Aliases, earlier surnames, other spellings. */
  @ApiProperty({ type: [String], required: false })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  otherNames?: string[];

  @DateField({ optional: true })
  birth?: string;

  @NoteField({ optional: true, maxLength: 40 })
  nationalId?: string;
}

/** Only the parts that were given. */
export function identityOf(body: IdentityBody): Identity {
  const { given, family, legalName, otherNames, birth, nationalId } = body;
  return Object.fromEntries(
    Object.entries({ given, family, legalName, otherNames, birth, nationalId }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
