import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { AccessLog, CurrentReach, Policy, type HubRequest, type Reach, RowsWithinReach } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Indicators, type TableRequest } from '../indicators/table';
import { tableAsCsv } from '../indicators/table-csv';
import { Conditions } from '../read/reach-sql';
import { AfterInterceptor } from './after.interceptor';
import { Commands } from './commands';

const names = (text: string | undefined) => (text ?? '').split(',').filter(Boolean);

/** How a table is asked for in an address. */
export class TableQuery {
  /** `year,sex,main_exploitation` */
  @ApiProperty({ required: false })
  @IsOptional()
  @MaxLength(300)
  readonly by?: string;

  /** `sex=female,year=2023|2024` */
  @ApiProperty({ required: false })
  @IsOptional()
  @MaxLength(2_000)
  readonly filter?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^[\w-]{1,80}$/)
  readonly source?: string;

  /** Position of the log or a day: the table as it was known then. */
  @ApiProperty({ required: false })
  @IsOptional()
  @MaxLength(20)
  readonly asOf?: string;

  @ApiProperty({ required: false, enum: ['csv', 'json'] })
  @IsOptional()
  @IsIn(['csv', 'json'])
  readonly format?: 'csv' | 'json';

  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  readonly after?: string;
}

function requestOf({ by, filter, source, asOf }: TableQuery): TableRequest {
  const filters = names(filter).map(pair => {
    const [name = '', values = ''] = pair.split('=');
    return [name, values.split('|')] as const;
  });
  return {
    by: names(by),
    filters: Object.fromEntries(filters),
    ...(source && { source }),
    ...(asOf && { asOf }),
  };
}

@ApiTags('Figures')
@Controller('api/v1')
@UseInterceptors(AfterInterceptor)
export class FiguresController {
  private readonly indicators: Indicators;

  constructor(
    private readonly book: CriteriaBook,
    models: ReadModels,
    private readonly accessLog: AccessLog,
    private readonly commands: Commands,
    private readonly within: RowsWithinReach,
  ) {
    this.indicators = new Indicators(book, models);
  }

  @Get('indicators')
  @Policy('indicator.list')
  @ApiOperation({ summary: 'The indicators and how they are defined' })
  list() {
    return { version: this.book.version, indicators: this.book.indicators };
  }

  /** Exact figures, for the holder only. */
  @Get('indicators/:indicator/table')
  @Policy('indicator.table')
  @ApiOperation({ summary: 'An indicator as a table, exact' })
  @ApiProduces('application/json', 'text/csv')
  async table(
    @Req() request: HubRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('indicator') id: string,
    @Query() query: TableQuery,
  ) {
    const { actor, office, purpose } = this.commands.act(request);
    if (!purpose) throw new Refusal('access.purpose-required', {}, { status: 403 });
    await this.accessLog.record({
      kind: 'consultation',
      ...{ actor, purpose, ...(office && { office }) },
      resource: { kind: 'table', id },
      detail: { by: query.by ?? '', filter: query.filter ?? '', asOf: query.asOf ?? '' },
    });
    const table = await this.indicators.table(id, requestOf(query));
    if (query.format !== 'csv') return { indicator: id, internal: true, ...table };
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header(
        'content-disposition',
        `attachment; filename="INTERNAL-${this.book.jurisdiction.code}-${id}.csv"`,
      );
    return `# INTERNAL: exact figures, for the holder of the database only\r\n${tableAsCsv(table)}`;
  }

  @Get('quality')
  @Policy('quality.read', { resource: 'some' })
  @ApiOperation({ summary: 'Rules broken and answers missing, over the cases within reach' })
  async quality(@CurrentReach() reach: readonly Reach[]) {
    const where = new Conditions().within(reach);
    const rules = await this.within.query<{ rule: string; severity: string; cases: number }>(
      reach,
      `select f ->> 'rule' as rule, f ->> 'severity' as severity, count(*)::int as cases
        from case_file, json_array_elements(findings) f where ${where.sql} group by 1, 2 order by cases desc, 1`,
      where.values,
    );
    const missing = await this.within.query<{ variable: string; cases: number }>(
      reach,
      `select variable, count(*)::int as cases from case_file, unnest(missing) variable
        where ${where.sql} group by 1 order by cases desc, 1`,
      where.values,
    );
    return { rules, missing };
  }

  @Get('tasks')
  @Policy('task.list', { resource: 'some' })
  @ApiOperation({ summary: 'What the cases within reach wait for, the most urgent first' })
  async tasks(@CurrentReach() reach: readonly Reach[]) {
    const where = new Conditions().within(reach);
    const tasks = await this.within.query<object>(
      reach,
      `select case_id as case, reference, t ->> 'kind' as kind, t ->> 'due' as due, t ->> 'about' as about
        from case_file, json_array_elements(tasks) t where next_due is not null and ${where.sql}
        order by t ->> 'due', case_id limit 500`,
      where.values,
    );
    return { tasks };
  }
}
