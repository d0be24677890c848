import { AccessLog, decide, Policy, Sessions, type HubRequest } from '@hub/access';
import { CriteriaBook, type Indicator } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { chartSvg, type FormBody } from '@hub/web';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Desk } from './desk';
import { IsOptional, Matches } from 'class-validator';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { policy, purposes } from '../access/policy';
import { Indicators, type Table } from '../indicators/table';
import { sessionOf, textOf } from './acting';
import type { Words } from './words';

class TableQuery {
  @IsOptional() @Matches(/^[a-z_]{0,64}$/) by?: string;
  @IsOptional() @Matches(/^csv$/) format?: string;
}

/** More classes than this make no readable chart. */
const MOST_BARS = 20;

/** The statistician's first page: each indicator with its definition and, for who may see it, its exact table. */
@Controller('statistics')
export class StatisticsPages {
  private readonly indicators: Indicators;

  constructor(
    private readonly desk: Desk,
    private readonly book: CriteriaBook,
    models: ReadModels,
    private readonly sessions: Sessions,
    private readonly log: AccessLog,
  ) {
    this.indicators = new Indicators(book, models);
  }

  @Get()
  @Policy('indicator.list')
  async list(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const { labels } = await this.desk.wording.of(request);
    const entries = this.book.indicators.map(({ id, core }) => ({ id, core, ...labels.indicator(id) }));
    await this.desk.screens.send(request, reply, 'statistics.njk', { indicators: entries }, { screen: 'S1' });
  }

  /** Figures are looked at for a purpose, chosen once for the session. */
  @Post('purpose')
  @Policy('indicator.list')
  async choose(@Req() request: HubRequest, @Res() reply: FastifyReply, @Body() sent: object): Promise<void> {
    const body = sent as FormBody;
    const purpose = textOf(body, 'purpose');
    const { id } = this.indicator(textOf(body, 'indicator'));
    if (!this.purposesOf(request).includes(purpose))
      throw new Refusal('access.purpose-not-allowed', {}, { status: 403 });
    await this.sessions.choosePurpose(sessionOf(request).id, 'indicator', purpose);
    await this.desk.screens.redirect(reply, `/statistics/${id}`);
  }

  @Get(':indicator')
  @Policy('indicator.list')
  async table(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('indicator') name: string,
    @Query() query: TableQuery,
  ): Promise<void> {
    const indicator = this.indicator(name);
    const words = await this.desk.wording.of(request);
    const open = this.purposesOf(request).includes(request.granted?.purpose ?? '');
    const csv = query.format === 'csv';
    const table = open ? await this.figures(request, indicator, query.by ? [query.by] : [], csv) : undefined;
    if (table && csv) return this.csv(reply, indicator, table);
    const breakdowns = indicator.breakdowns.map(value => ({
      value,
      text: words.labels.breakdown(value),
      selected: value === query.by,
    }));
    const purposes = this.purposesOf(request).map(value => ({
      value,
      text: words.t(`victims-pages:choice.purpose.${value}`),
    }));
    const model = {
      id: indicator.id,
      ...words.labels.indicator(indicator.id),
      basis: words.t(this.book.dateBasisKey(indicator)),
      purposes: open ? [] : purposes,
      ...{ open, breakdowns },
      by: query.by ?? '',
      ...this.tableModel(table, words, words.labels.indicator(indicator.id).label),
    };
    return this.desk.screens.send(request, reply, 'indicator.njk', model, { screen: 'S2' });
  }

  private tableModel(table: Table | undefined, words: Words, label: string) {
    if (!table) return { notAvailable: '', table: false, chart: '' };
    return {
      notAvailable: table.notAvailable ? words.message(table.notAvailable) : '',
      table: this.drawn(table, words, label),
      chart: this.chart(table, words, label),
    };
  }

  private async figures(
    request: HubRequest,
    { id }: Indicator,
    by: readonly string[],
    leaves: boolean,
  ): Promise<Table> {
    const { actor } = sessionOf(request);
    const purpose = request.granted?.purpose ?? '';
    const resource = { kind: 'indicator', id };
    await this.log.record({
      ...(leaves ? { kind: 'disclosure' as const, recipient: 'csv' } : { kind: 'consultation' as const }),
      ...{ actor: actor.id, purpose, resource },
    });
    return this.indicators.table(id, { by });
  }

  private async csv(reply: FastifyReply, { id }: Indicator, { columns, rows }: Table): Promise<void> {
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${id}.csv"`)
      .send(stringify([[...columns], ...rows.map(row => [...row])], { bom: true, escape_formulas: true }));
  }

  private indicator(name: string): Indicator {
    const indicator = this.book.indicator(name);
    if (!indicator) throw new Refusal('victims.indicator.unknown', { id: name }, { status: 404 });
    return indicator;
  }

  private purposesOf(request: HubRequest): string[] {
    const { actor, now } = sessionOf(request);
    const asked = { kind: 'indicator' };
    return purposes.filter(purpose => decide(policy, actor, 'indicator.table', asked, purpose, now).allow);
  }

  private classText(column: string, value: string | number, words: Words): string {
    const list = this.book.breakdown(column)?.list;
    if (column === 'variable') return words.labels.variable(String(value));
    if (column === 'event') return words.t(`victims-pages:statistics.event.${value}`);
    return list === undefined ? String(value) : words.code(list, String(value));
  }

  private column(name: string, words: Words): string {
    if (this.book.breakdown(name)) return words.labels.breakdown(name);
    return words.t(`victims-pages:statistics.column.${name}`);
  }

  private drawn({ columns, rows }: Table, words: Words, caption: string) {
    return {
      caption,
      showCaption: false,
      columns: columns.map(name => ({ text: this.column(name, words), numeric: !this.book.breakdown(name) })),
      rows: rows.map(row =>
        row.map((cell, at) => {
          const name = columns[at] ?? '';
          const figure = typeof cell === 'number' && !this.book.breakdown(name);
          return {
            text: figure ? words.fmt.number(cell) : this.classText(name, cell, words),
            numeric: figure,
          };
        }),
      ),
    };
  }

  /** A line over years, bars over classes; nothing where there is nothing to compare. */
  private chart({ columns, rows }: Table, words: Words, title: string): string {
    const value = columns.indexOf('value');
    if (value !== 1 || rows.length < 2 || rows.length > MOST_BARS) return '';
    const [name = ''] = columns;
    return chartSvg(
      {
        kind: name === 'year' ? 'line' : 'bar',
        title,
        categories: rows.map(row => this.classText(name, row[0] ?? '', words)),
        series: [{ name: title, values: rows.map(row => Number(row[value])) }],
      },
      'chart',
    );
  }
}
