import { AccessLog, CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import type { FormBody } from '@hub/web';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { validateSync } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { sessionOf, textOf } from './acting';
import { CaseQuery, PAGE, type Asked } from './case-query';
import { fileOf, tableOf } from './case-table';
import { Desk } from './desk';
import { facetViews, filterText, hintsOf, queryOf, sortViews } from './list-filters';
import { ListQuery, filtersOf, orderOf } from './list-query';
import { SavedFilters } from './saved-filters';
import type { Words } from './words';

/** V3: the cases a person may see. Names are in no list. */
@Controller('cases')
export class CaseListPages {
  constructor(
    private readonly desk: Desk,
    private readonly cases: CaseQuery,
    private readonly saved: SavedFilters,
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
    const words = await this.desk.wording.of(request);
    const asked = askedBy(request, reach, query);
    const order = orderOf(query);
    const page = Number(query.page || 1);
    const [cases, counts] = await Promise.all([
      this.cases.list(asked, order, page),
      this.cases.counts(asked),
    ]);
    const { total } = counts;
    const here = queryOf(asked.filters, order);
    await this.saved.used(request, here);
    const model = {
      facets: facetViews(counts, asked, words),
      sort: sortViews(order, words),
      mine: asked.filters.mine === '1',
      chosen: Object.entries(asked.filters).map(([name, value]) => filterText(name, value, words)),
      lacking: asked.filters.missing ?? '',
      count: words.t('victims-pages:list.count', { count: total }),
      table: tableOf(cases, words),
      hints: total === 0 ? await hintsOf(this.cases, asked, order, words) : [],
      here,
      saved: (await this.saved.of(request)).map(filter => ({ ...filter, current: filter.query === here })),
      mayRegister: this.desk.screens.may(request, 'case.register'),
      ...pagesOf(total, { here, page }, words),
    };
    await this.desk.screens.send(request, reply, 'case-list.njk', model, { screen: 'V3' });
  }

  /** The list as a file: the same cases in the same order; it is a disclosure and stands in the access log first. */
  @Get('file')
  @Policy('case.list', { resource: 'some' })
  async file(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Query() query: ListQuery,
  ): Promise<void> {
    const words = await this.desk.wording.of(request);
    const asked = askedBy(request, reach, query);
    const order = orderOf(query);
    const cases = await this.cases.all(asked, order);
    const { actor } = sessionOf(request);
    await this.log.record({
      ...{ kind: 'disclosure', recipient: 'csv', actor: actor.id, purpose: 'case.list' },
      ...(actor.office && { office: actor.office }),
      resource: { kind: 'case.list' },
      detail: { rows: cases.length, filter: queryOf(asked.filters, order) },
    });
    // A semicolon and a mark of the encoding: what spreadsheets of the region open without questions.
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', this.desk.screens.attachment(`cases-${words.today}.csv`))
      .send(stringify(fileOf(cases, words), { bom: true, delimiter: ';', escape_formulas: true }));
  }

  @Post('filters')
  @Policy('case.list', { resource: 'some' })
  async keep(@Req() request: HubRequest, @Res() reply: FastifyReply, @Body() sent: object): Promise<void> {
    const body = sent as FormBody;
    const query = ownQuery(textOf(body, 'query'));
    const name = textOf(body, 'name').slice(0, 60);
    if (textOf(body, 'remove')) await this.saved.remove(request, textOf(body, 'remove'));
    else if (name && query) await this.saved.save(request, { name, query });
    await this.desk.screens.redirect(reply, `/cases?${query}`);
  }
}

const askedBy = (request: HubRequest, reach: readonly Reach[], query: ListQuery): Asked => ({
  reach,
  filters: filtersOf(query),
  account: sessionOf(request).actor.id,
});

/** Only what a list understands is kept of a query; a filter that is no code, a name say, is left out. */
function ownQuery(text: string): string {
  const given = Object.assign(new ListQuery(), Object.fromEntries(new URLSearchParams(text)));
  for (const { property } of validateSync(given)) Reflect.deleteProperty(given, property);
  return queryOf(filtersOf(given), orderOf(given));
}

function pagesOf(total: number, { here, page }: { here: string; page: number }, words: Words) {
  const last = Math.max(1, Math.ceil(total / PAGE));
  const address = (number: number) => `/cases?${new URLSearchParams(here).toString()}&page=${number}`;
  return {
    previous: page > 1 ? address(page - 1) : '',
    next: page < last ? address(page + 1) : '',
    place: words.t('list.page', { page: words.fmt.number(page), of: words.fmt.number(last) }),
  };
}
