import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { CodeField, DateField, OneOfField, OrganisationField } from '../fields';
import { stages } from '../read/stage';

const maybe = { optional: true } as const;
const flags = ['true', 'false'] as const;

/** Filters of the list of cases, and the place where its page begins. */
export class CaseListQuery {
  @OneOfField(stages, maybe)
  stage?: string;

  @OrganisationField(maybe)
  office?: string;

  /** First-level unit of the office. */
  @CodeField('unit', maybe)
  unit?: string;

  @CodeField('legal_basis', maybe)
  legalBasis?: string;

  @CodeField('main_exploitation', maybe)
  mainExploitation?: string;

  @CodeField('case_origin', maybe)
  origin?: string;

  @ApiProperty({ required: false, enum: flags })
  @IsOptional()
  @IsIn(flags)
  closed?: string;

  /** Only cases the asker leads. */
  @ApiProperty({ required: false, enum: ['true'] })
  @IsOptional()
  @IsIn(['true'])
  mine?: string;

  @ApiProperty({ required: false, description: 'As the hub gives it: J-2026-K7N4QX9' })
  @IsOptional()
  @MaxLength(20)
  reference?: string;

  /** A deadline falls on this day or before. */
  @DateField(maybe)
  dueBy?: string;

  /** A person who is a defendant in the case, by id. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @Matches(/^[0-9a-f-]{36}$/)
  person?: string;

  @ApiProperty({ required: false, description: '`next` of the page before' })
  @IsOptional()
  @Matches(/^[\w-]{1,200}$/)
  cursor?: string;

  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  /** See `AfterInterceptor`. */
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  after?: string;
}
