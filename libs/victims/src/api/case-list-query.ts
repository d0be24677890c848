import { IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ChoiceField, CodeField, OrganisationField } from '../fields';

export const stages = ['registered', 'presumed', 'identified', 'rejected', 'withdrawn', 'closed'] as const;

/** Filters of the list of cases, and where its page begins. */
export class CaseListQuery {
  @ChoiceField(stages, { optional: true })
  readonly stage?: string;

  @CodeField('sex', { optional: true })
  readonly sex?: string;

  @CodeField('majority', { optional: true })
  readonly age_group?: string;

  @CodeField('main_exploitation', { optional: true })
  readonly main_exploitation?: string;

  @CodeField('unit', { optional: true })
  readonly county?: string;

  @OrganisationField({ optional: true })
  readonly office?: string;

  /** A case reference as the hub gives it. */
  @ApiProperty({ required: false })
  @IsOptional()
  @MaxLength(20)
  readonly reference?: string;

  /** Only cases assigned to the asker. */
  @ApiProperty({ required: false, enum: ['true'] })
  @IsOptional()
  @IsIn(['true'])
  readonly mine?: string;

  /** `next` of the page before. */
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^[\w-]{1,200}$/)
  readonly cursor?: string;

  @ApiProperty({ required: false, minimum: 1, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;

  /** Position to wait for; see the interceptor. */
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  readonly after?: string;
}
