import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { Screens } from '@hub/web';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { CaseQuery, type Filters, type ListedCase, type Listing } from './case-query';
import { sessionOf } from './acting';
import { Wording, type Words } from './words';

const CODE = /^[\w-]{0,64}$/;

class ListQuery {
  @IsOptional() @Matches(CODE) stage?: string;
  @IsOptional() @Matches(CODE) sex?: string;
  @IsOptional() @Matches(CODE) age_group?: string;
  @IsOptional() @Matches(CODE) main_exploitation?: string;
  @IsOptional() @Matches(CODE) county?: string;
  @IsOptional() @Matches(/^1?$/) mine?: string;
  @IsOptional() @Matches(/^[0-9 :.+-]{10,40}$/) at?: string;
  @IsOptional() @IsUUID() id?: string;
}

const facets = [
  { name: 'stage', list: undefined },
  { name: 'sex', list: 'sex' },
  { name: 'age_group', list: 'majority' },
  { name: 'main_exploitation', list: 'main_exploitation' },
  { name: 'county', list: 'unit' },
] as const;

/** V3: the cases a person may see. Names are in no list. */
@Controller('cases')
export class CaseListPages {
  constructor(
    private readonly cases: CaseQuery,
    private readonly wording: Wording,
    private readonly screens: Screens,
  ) {}

  @Get()
  @Policy('case.list', { resource: 'some' })
  async list(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Query() query: ListQuery,
  ): Promise<void> {
    const words = await this.wording.of(request);
    const { id: account } = sessionOf(request).actor;
    const filters = filtersOf(query);
    const { at, id } = query;
    const after = at !== undefined && id !== undefined ? { at, id } : undefined;
    const listing = await this.cases.list(reach, filters, after, account);
    const counts = facets.map(async ({ name, list }) => ({
      name,
      label: words.t(`victims-pages:filter.${name}`),
      options: (await this.cases.facet(reach, filters, name, account)).map(({ value, n }) => ({
        value,
        text: `${list ? words.code(list, value) : words.t(`victims-pages:stage.${value}`)} (${words.fmt.number(n)})`,
        selected: filters[name] === value,
      })),
    }));
    const model = {
      facets: await Promise.all(counts),
      mine: filters.mine === '1',
      filtered: Object.keys(filters).length > 0,
      count: words.t('victims-pages:list.count', { count: listing.total }),
      table: tableOf(listing.cases, words),
      next: nextPage(filters, listing),
      first: after ? `/cases?${new URLSearchParams(filters as Record<string, string>).toString()}` : '',
      mayRegister: this.screens.may(request, 'case.register'),
    };
    await this.screens.send(request, reply, 'case-list.njk', model, { screen: 'V3' });
  }
}

function filtersOf({ stage, sex, age_group, main_exploitation, county, mine }: ListQuery): Filters {
  const all = { stage, sex, age_group, main_exploitation, county, mine };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}

function nextPage(filters: Filters, { next }: Listing): string {
  if (!next) return '';
  return `/cases?${new URLSearchParams({ ...(filters as Record<string, string>), at: next.at, id: next.id }).toString()}`;
}

export const stageTags: Readonly<Record<string, string>> = {
  registered: 'grey',
  presumed: 'yellow',
  identified: 'green',
  rejected: 'grey',
  withdrawn: 'grey',
  closed: 'blue',
};

/** A table of cases: reference, stage, the classes they count under, when they last changed. */
export function tableOf(cases: readonly ListedCase[], words: Words) {
  const coded = (list: string, code: string | null) => ({
    text: code === null ? words.t('victims-pages:answer.none') : words.code(list, code),
  });
  const names = [
    'reference',
    'stage',
    'sex',
    'age_group',
    'main_exploitation',
    'county',
    'office',
    'updated',
  ];
  return {
    caption: words.t('victims-pages:list.caption'),
    showCaption: false,
    columns: names.map(name => ({ text: words.t(`victims-pages:column.${name}`), numeric: false })),
    rows: cases.map(file => [
      { text: file.reference, href: `/cases/${file.case_id}` },
      { text: words.t(`victims-pages:stage.${file.stage}`), tag: stageTags[file.stage] ?? 'grey' },
      coded('sex', file.sex),
      coded('majority', file.age_group),
      coded('main_exploitation', file.main_exploitation),
      coded('unit', file.county),
      { text: words.organisation(file.office) },
      { text: words.fmt.dateTime(new Date(file.updated_at)) },
    ]),
  };
}
