import { AccessLog, CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import type { FacetCounts } from '@hub/read-model';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import type { CaseFile, FacetName } from '../read/case-tables';
import { sessionOf } from './acting';
import { Desk } from './desk';
import { filterNames, sorts, type Filters, type SortName } from './list-conditions';
import { tableOf } from './list-table';
import { noticeOf } from './notice';
import { ProceedingsList, type Question } from './proceedings-list';
import type { Words } from './words';

const CODE = /^[\w.-]{0,64}$/;

class ListQuery {
  @IsOptional() @Matches(CODE) stage?: string;
  @IsOptional() @Matches(CODE) legal_basis?: string;
  @IsOptional() @Matches(CODE) origin?: string;
  @IsOptional() @Matches(CODE) main_exploitation?: string;
  @IsOptional() @Matches(/^(true|false)?$/) closed?: string;
  @IsOptional() @Matches(/^1?$/) mine?: string;
  @IsOptional() @Matches(/^1?$/) due?: string;
  @IsOptional() @IsIn(Object.keys(sorts)) sort?: SortName;
  @IsOptional() @IsUUID() from?: string;
  @IsOptional() @Matches(/^csv$/) format?: string;
  /** Of the page that led here. */
  @IsOptional() @Matches(/^\d{1,18}$/) after?: string;
  @IsOptional() @Matches(/^[a-z-]{1,40}$/) done?: string;
}

const facets = [
  { name: 'stage', list: 'stage' },
  { name: 'legal_basis', list: 'legal_basis' },
  { name: 'origin', list: 'case_origin' },
  { name: 'main_exploitation', list: 'main_exploitation' },
  { name: 'closed', list: undefined },
] as const;

/** J2: the proceedings a person may see, filtered, sorted, and as a file. Names are in no list. */
@Controller('proceedings')
export class ListPages {
  constructor(
    private readonly desk: Desk,
    private readonly proceedings: ProceedingsList,
    private readonly log: AccessLog,
  ) {}

  @Get()
  @Policy('case.list', { resource: 'some' })
  async list(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Query() query: ListQuery,
  ): Promise<void> {
    await this.desk.files.caughtUp(query.after);
    const words = this.desk.wording.of(request);
    const { id: account } = sessionOf(request).actor;
    const filters = filtersOf(query);
    const question = { reach, filters, account };
    const sort = query.sort ?? 'changed';
    if (query.format === 'csv') return this.csv(request, reply, { question, sort, words });
    const [listing, counts] = await Promise.all([
      this.proceedings.list(question, sort, query.from),
      this.proceedings.counts(question),
    ]);
    const address = (more: Record<string, string>) => addressOf({ ...filters, sort, ...more });
    const model = {
      facets: facetViews(question, counts, words),
      sorts: Object.keys(sorts).map(value => ({
        value,
        text: words.t(`judicial-pages:sort.${value}`),
        selected: value === sort,
      })),
      mine: filters.mine === '1',
      due: filters.due === '1',
      filtered: Object.keys(filters).length > 0,
      count: words.t('judicial-pages:list.count', { count: counts.total }),
      table: tableOf(listing.cases, words),
      next: listing.next ? address({ from: listing.next }) : '',
      first: query.from ? address({}) : '',
      csv: counts.total > 0 ? address({ format: 'csv' }) : '',
      mayOpen: this.desk.screens.may(request, 'case.open'),
    };
    const notice = noticeOf(query, words);
    return this.desk.screens.send(request, reply, 'proceedings.njk', model, { screen: 'J2', notice });
  }

  /** What leaves the house as a file is written down first. */
  private async csv(
    request: HubRequest,
    reply: FastifyReply,
    { question, sort, words }: { question: Question; sort: SortName; words: Words },
  ): Promise<void> {
    const { actor } = sessionOf(request);
    await this.log.record({
      kind: 'disclosure',
      actor: actor.id,
      ...(actor.office && { office: actor.office }),
      purpose: request.granted?.purpose ?? 'case.list',
      resource: { kind: 'case' },
      recipient: 'csv',
    });
    const cases = await this.proceedings.all(question, sort);
    const rows = [columns.map(name => words.t(`judicial-pages:column.${name}`)), ...cases.map(lineOf(words))];
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', this.desk.screens.attachment('proceedings.csv'))
      .send(stringify(rows, { bom: true, escape_formulas: true }));
  }
}

const columns = [
  'reference',
  'stage',
  'legal_basis',
  'origin',
  'office',
  'opened',
  'closed',
  'suspects',
  'accused',
  'convicted',
  'deadline',
] as const;

const lineOf = (words: Words) => (file: CaseFile) => [
  file.reference,
  words.code('stage', file.stage),
  words.codes('legal_basis', file.legal_basis),
  words.code('case_origin', file.origin),
  words.organisation(file.office),
  file.opened_on,
  file.closed_on ?? '',
  file.suspects,
  file.accused,
  file.convicted,
  file.next_deadline ?? '',
];

function filtersOf(query: ListQuery): Filters {
  return Object.fromEntries(filterNames.flatMap(name => (query[name] ? [[name, query[name]]] : [])));
}

function addressOf(parts: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1]));
  return `/proceedings?${new URLSearchParams(given).toString()}`;
}

/** Each filter with its values and how many cases each would leave. */
const facetViews = ({ filters }: Question, counts: FacetCounts<FacetName>, words: Words) =>
  facets.map(({ name, list }) => {
    const found = counts.facets[name];
    const chosen = filters[name];
    // What was chosen stays in the list, even where the other filters leave nothing of it.
    const gone = chosen !== undefined && !found.some(({ value }) => value === chosen);
    return {
      name,
      label: words.t(`judicial-pages:filter.${name}`),
      options: [...found, ...(gone ? [{ value: chosen, n: 0 }] : [])].map(({ value, n }) => ({
        value,
        text: `${list ? words.code(list, value) : words.t(`judicial-pages:filter.closed.${value}`)} (${words.fmt.number(n)})`,
        selected: chosen === value,
      })),
    };
  });
