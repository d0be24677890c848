import { AccessLog, decide, Policy, Sessions, type HubRequest } from '@hub/access';
import { CriteriaBook, type Indicator } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { dayField, ownAddress, readDay, type FormBody, type FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { IsOptional, Matches, MaxLength } from 'class-validator';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { policy, purposes } from '../access/policy';
import type { Table, TableRequest } from '../indicators/dimension';
import { Tables } from '../indicators/tables';
import { sessionOf, textOf } from './acting';
import { Desk } from './desk';
import { breakdownsOf, chartOf, csvOf, tableView } from './statistics-table';
import type { Words } from './words';

class TableQuery {
  @IsOptional() @Matches(/^[a-z_]{0,64}$/) by?: string;
  @IsOptional() @Matches(/^[a-z_]{0,64}$/) and?: string;
  @IsOptional() @Matches(/^(\d{4})?$/) year?: string;
  @IsOptional() @Matches(/^csv$/) format?: string;
  @IsOptional() @MaxLength(10) 'asOf-day'?: string;
  @IsOptional() @MaxLength(10) 'asOf-month'?: string;
  @IsOptional() @MaxLength(10) 'asOf-year'?: string;
}

/** Years offered to choose from, the last one first. */
const YEARS = 15;

/** The statistician's first page: each indicator with its definition and, for who may see it, its exact table. */
@Controller('statistics')
export class StatisticsPages {
  private readonly tables: Tables;

  constructor(
    private readonly desk: Desk,
    private readonly book: CriteriaBook,
    models: ReadModels,
    private readonly sessions: Sessions,
    private readonly log: AccessLog,
  ) {
    this.tables = new Tables(models, book);
  }

  @Get()
  @Policy('indicator.list')
  async list(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const { labels } = this.desk.wording.of(request);
    const indicators = this.book.indicators.map(({ id }) => ({ id, ...labels.indicator(id) }));
    await this.desk.screens.send(request, reply, 'statistics.njk', { indicators }, { screen: 'S1' });
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
    const words = this.desk.wording.of(request);
    const purposes = this.purposesOf(request);
    const open = purposes.includes(request.granted?.purpose ?? '');
    const problems = dayProblems(query, words);
    const asked = askedOf(query);
    const counted = open && problems.length === 0;
    const csv = counted && query.format === 'csv';
    const table = counted ? await this.figures(request, indicator, asked, csv) : undefined;
    if (table && csv) return this.csv(reply, fileTitle(indicator, asked), table);
    const offered = open ? [] : purposes;
    const { label, definition } = words.labels.indicator(indicator.id);
    const model = {
      id: indicator.id,
      label,
      definition,
      basis: words.t(this.book.dateBasisKey(indicator)),
      purposes: offered.map(value => ({ value, text: words.t(`judicial-access:purpose.${value}`) })),
      open,
      ...questionOf(indicator, query, words, problems),
      ...figuresOf(table, asked, label, words),
      problems,
    };
    const status = problems.length > 0 ? 422 : 200;
    return this.desk.screens.send(request, reply, 'indicator.njk', model, { screen: 'S2', status });
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
      detail: { by: asked.by.join(' '), asOf: asked.asOf ?? '' },
    });
    return this.tables.table(id, asked);
  }

  /** Exact figures stay inside: the file says so in its name and in its first line. */
  private async csv(reply: FastifyReply, title: string, table: Table): Promise<void> {
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', this.desk.screens.attachment(`INTERNAL-${title.replace(' ', '-')}.csv`))
      .send(stringify(csvOf(title, table), { bom: true, escape_formulas: true }));
  }

  private indicator(name: string): Indicator {
    const indicator = this.book.indicator(name);
    if (indicator) return indicator;
    throw new Refusal('judicial.table.unknown-indicator', { indicator: name }, { status: 404 });
  }

  private purposesOf(request: HubRequest): string[] {
    const { actor, now } = sessionOf(request);
    const asked = { kind: 'indicator' };
    return purposes.filter(purpose => decide(policy, actor, 'indicator.table', asked, purpose, now).allow);
  }
}

function askedOf({ by, and, year, ...days }: TableQuery): TableRequest {
  const chosen = [by, and].filter((name): name is string => Boolean(name));
  const asOf = readDay({ ...days }, 'asOf');
  return {
    by: [...new Set(chosen)],
    ...(year && { filters: { year: [year] } }),
    ...(asOf && { asOf }),
  };
}

/** What is known of a day that is still to come, or that no calendar has, cannot be asked. */
function dayProblems(query: TableQuery, words: Words): FormProblem[] {
  const asOf = readDay({ ...query }, 'asOf');
  if (asOf === undefined) return [{ field: 'asOf', message: words.t('web:date.wrong') }];
  return asOf > words.today ? [{ field: 'asOf', message: words.message('judicial.date.in-future') }] : [];
}

/** Address of the page with what was asked, without the form of the answer. */
function addressOf(id: string, query: TableQuery, more: Readonly<Record<string, string>> = {}): string {
  const asked = Object.entries({ ...query, format: undefined, ...more });
  const given = asked.filter((part): part is [string, string] => Boolean(part[1]));
  return `/statistics/${id}?${new URLSearchParams(given).toString()}`;
}

/** What the form of the page offers, with what was asked chosen in it. */
function questionOf(indicator: Indicator, query: TableQuery, words: Words, problems: readonly FormProblem[]) {
  const breakdowns = breakdownsOf(indicator, words);
  const choose = (chosen: string | undefined) =>
    breakdowns.map(({ value, text }) => ({ value, text, selected: value === chosen }));
  const label = words.t('judicial-pages:statistics.as-of');
  return {
    by: choose(query.by),
    second: choose(query.and),
    years: yearsUntil(words.today, query.year),
    asOf: dayField('asOf', label, { body: { ...query }, problems }),
    here: addressOf(indicator.id, query),
    file: addressOf(indicator.id, query, { format: 'csv' }),
  };
}

function figuresOf(table: Table | undefined, { asOf }: TableRequest, label: string, words: Words) {
  if (!table) return { table: false, chart: '', known: '' };
  return {
    table: tableView(table, label, words),
    chart: chartOf(table, label, words),
    known: asOf === undefined ? '' : words.date(asOf),
  };
}

const fileTitle = ({ id }: Indicator, { asOf }: TableRequest) => (asOf === undefined ? id : `${id} ${asOf}`);

function yearsUntil(today: string, chosen: string | undefined) {
  const last = Number(today.slice(0, 4));
  return Array.from({ length: YEARS }, (_, back) => String(last - back)).map(value => ({
    value,
    selected: value === chosen,
  }));
}
