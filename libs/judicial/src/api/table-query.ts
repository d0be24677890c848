import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import type { TableRequest } from '../indicators/dimension';

/** How an indicator is asked for as a table. */
export class TableQuery {
  @ApiProperty({ required: false, example: 'year,sex,age_group' })
  @IsOptional()
  @MaxLength(300)
  by?: string;

  @ApiProperty({ required: false, example: 'sex=female,year=2024|2025' })
  @IsOptional()
  @MaxLength(2_000)
  filter?: string;

  @ApiProperty({ required: false, description: 'Only what imports of this source recorded' })
  @IsOptional()
  @Matches(/^[\w-]{1,80}$/)
  source?: string;

  @ApiProperty({ required: false, description: 'Position of the log or a day: the table as known then' })
  @IsOptional()
  @MaxLength(20)
  asOf?: string;

  @ApiProperty({ required: false, enum: ['csv', 'json'], default: 'json' })
  @IsOptional()
  @IsIn(['csv', 'json'])
  format?: 'csv' | 'json';

  /** See `AfterInterceptor`. */
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  after?: string;
}

const parts = (text = '', by: string) => text.split(by).filter(part => part !== '');

export function requestOf({ by, filter, source, asOf }: TableQuery): TableRequest {
  const filters = parts(filter, ',').map(pair => {
    const [name = '', classes = ''] = pair.split('=');
    return [name, parts(classes, '|')] as const;
  });
  return {
    by: parts(by, ','),
    filters: Object.fromEntries(filters),
    ...(source !== undefined && { source }),
    ...(asOf !== undefined && { asOf }),
  };
}
