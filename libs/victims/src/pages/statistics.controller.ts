import { AccessLog, decide, Policy, Sessions, type HubRequest } from '@hub/access';
import { CriteriaBook, type Indicator } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { ownAddress, type FormBody } from '@hub/web';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Desk } from './desk';
import { IsOptional, Matches } from 'class-validator';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { policy, purposes } from '../access/policy';
import { Indicators, type Table, type TableRequest } from '../indicators/table';
import { sessionOf, textOf } from './acting';
import { breakdownsOf, chartOf, csvOf, tableView } from './statistics-table';
import type { Words } from './words';

class TableQuery {
  @IsOptional() @Matches(/^[a-z_]{0,64}$/) by?: string;
  @IsOptional() @Matches(/^[a-z_]{0,64}$/) and?: string;
  @IsOptional() @Matches(/^(\d{4})?$/) year?: string;
  @IsOptional() @Matches(/^csv$/) format?: string;
}

/** Years offered to choose from, the last one first. */
const YEARS = 15;

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
    const back = ownAddress(textOf(body, 'back'));
    const here = back.startsWith(`/statistics/${id}?`);
    await this.desk.screens.redirect(reply, here ? back : `/statistics/${id}`);
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
    const csv = open && query.format === 'csv';
    const table = open ? await this.figures(request, indicator, askedOf(query), csv) : undefined;
    if (table && csv) return this.csv(reply, indicator, table);
    const breakdowns = breakdownsOf(indicator, words);
    const choose = (chosen: string | undefined) =>
      breakdowns.map(({ value, text }) => ({ value, text, selected: value === chosen }));
    const address = (more: Readonly<Record<string, string>> = {}) =>
      `/statistics/${indicator.id}?${new URLSearchParams([...given(query), ...Object.entries(more)]).toString()}`;
    const purposes = this.purposesOf(request).map(value => ({
      value,
      text: words.t(`victims-pages:choice.purpose.${value}`),
    }));
    const model = {
      id: indicator.id,
      ...words.labels.indicator(indicator.id),
      basis: words.t(this.book.dateBasisKey(indicator)),
      purposes: open ? [] : purposes,
      ...{ open, by: choose(query.by), second: choose(query.and) },
      years: indicator.dateBasis === 'none' ? [] : yearsUntil(words.today, query.year),
      ...{ here: address(), file: address({ format: 'csv' }) },
      ...this.tableModel(table, words, words.labels.indicator(indicator.id).label),
    };
    return this.desk.screens.send(request, reply, 'indicator.njk', model, { screen: 'S2' });
  }

  private tableModel(table: Table | undefined, words: Words, label: string) {
    if (!table) return { notAvailable: '', table: false, chart: '' };
    return {
      notAvailable: table.notAvailable ? words.message(table.notAvailable) : '',
      table: tableView(table, label, words),
      chart: chartOf(table, label, words),
    };
  }

  private async figures(
    request: HubRequest,
    { id }: Indicator,
    asked: TableRequest,
    leaves: boolean,
  ): Promise<Table> {
    const { actor } = sessionOf(request);
    const purpose = request.granted?.purpose ?? '';
    const resource = { kind: 'indicator', id };
    await this.log.record({
      ...(leaves ? { kind: 'disclosure' as const, recipient: 'csv' } : { kind: 'consultation' as const }),
      ...{ actor: actor.id, purpose, resource },
    });
    return this.indicators.table(id, asked);
  }

  /** Exact figures stay inside: the file says so in its name and in its first line. */
  private async csv(reply: FastifyReply, { id }: Indicator, table: Table): Promise<void> {
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', this.desk.screens.attachment(`INTERNAL-${id}.csv`))
      .send(stringify(csvOf(id, table), { bom: true, escape_formulas: true }));
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
}

function askedOf({ by, and, year }: TableQuery): TableRequest {
  const chosen = [by, and].filter((name): name is string => Boolean(name));
  return { by: [...new Set(chosen)], ...(year && { filters: { year: [year] } }) };
}

const given = ({ by, and, year }: TableQuery): [string, string][] =>
  Object.entries({ by, and, year }).filter((part): part is [string, string] => Boolean(part[1]));

function yearsUntil(today: string, chosen: string | undefined) {
  const last = Number(today.slice(0, 4));
  return Array.from({ length: YEARS }, (_, back) => String(last - back)).map(value => ({
    value,
    selected: value === chosen,
  }));
}
