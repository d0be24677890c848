import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AccessLog, CurrentReach, Policy, type HubRequest, type Reach, RowsWithinReach } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { Tables } from '../indicators/tables';
import { Commands } from './commands';
import { Listing, Measure } from './guarding';
import { Conditions } from './reach';
import { requestOf, TableQuery } from './table-query';

/** Figures: the indicators, exact and for the holder alone; tasks and completeness of what one works on. */
@ApiTags('Figures')
@Controller('api/v1')
export class FiguresController {
  private readonly tables: Tables;

  constructor(
    private readonly book: CriteriaBook,
    models: ReadModels,
    private readonly within: RowsWithinReach,
    private readonly log: AccessLog,
    private readonly commands: Commands,
  ) {
    this.tables = new Tables(models, book);
  }

  @Get('indicators')
  @Policy('indicator.list')
  @ApiOperation({ summary: 'The indicators and how they are defined' })
  list() {
    return { version: this.book.version, indicators: this.book.indicators };
  }

  @Get('indicators/:indicator/table')
  @Measure('indicator.table', 'An indicator as a table, exact')
  @ApiProduces('application/json', 'text/csv')
  async table(
    @Req() request: HubRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('indicator') id: string,
    @Query() query: TableQuery,
  ) {
    const { actor, office, purpose } = this.commands.act(request);
    if (purpose === undefined) throw new Refusal('access.purpose-required', {}, { status: 403 });
    if (!this.book.indicator(id)) {
      throw new Refusal('judicial.table.unknown-indicator', { indicator: id }, { status: 404 });
    }
    const { by = '', filter = '', source = '', asOf = '', format } = query;
    await this.log.record({
      kind: 'consultation',
      actor,
      purpose,
      ...(office !== undefined && { office }),
      resource: { kind: 'table', id },
      detail: { by, filter, source, asOf },
    });
    const table = await this.tables.table(id, requestOf(query));
    if (format !== 'csv') return { indicator: id, internal: true, ...table };
    const file = `INTERNAL-${this.book.jurisdiction.code}-${id}.csv`;
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${file}"`);
    const csv = stringify([[...table.columns], ...table.rows.map(row => [...row])], {
      escape_formulas: true,
      record_delimiter: '\r\n',
    });
    return `# INTERNAL: exact figures, for the holder of the database only\r\n${csv}`;
  }

  @Get('quality')
  @Listing('quality.read', 'Rules broken and mandatory answers missing, over the cases within reach')
  async quality(@CurrentReach() reach: readonly Reach[]) {
    const { sql, values } = new Conditions().within(reach);
    const from = 'case_quality q join case_file f on f.id = q.case_id';
    const rules = await this.within.query<{ rule: string; severity: string; cases: number }>(
      reach,
      `select x ->> 'rule' as rule, x ->> 'severity' as severity, count(*)::int as cases
         from ${from}, json_array_elements(q.findings) x where ${sql} group by 1, 2 order by cases desc, 1`,
      values,
    );
    const missing = await this.within.query<{ variable: string; due: number; filled: number }>(
      reach,
      `select c.key as variable, sum((c.value ->> 0)::int)::int as due, sum((c.value ->> 1)::int)::int as filled
         from ${from}, json_each(q.cells) c where ${sql} group by 1
         having sum((c.value ->> 0)::int) > sum((c.value ->> 1)::int) order by 2 desc, 1`,
      values,
    );
    return { rules, missing };
  }

  @Get('tasks')
  @Listing('task.list', 'What the cases within reach wait for, the most urgent first')
  async tasks(@CurrentReach() reach: readonly Reach[]) {
    const { sql, values } = new Conditions().within(reach);
    const tasks = await this.within.query<object>(
      reach,
      `select t.case_id as "case", f.reference, t.kind, t.subject, t.person, t.due::text as due
         from task t join case_file f on f.id = t.case_id
        where ${sql} order by t.due nulls last, f.reference, t.kind, t.subject limit 500`,
      values,
    );
    return { tasks };
  }
}
