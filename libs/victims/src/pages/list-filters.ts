import type { FacetCounts } from '@hub/read-model';
import { facetNames, type Facet } from '../read/case-file';
import { orderNames, type Asked, type CaseQuery, type Filters, type Order } from './case-query';
import type { Words } from './words';

/** List the codes of a filter come from; none where its values are words of the page, or speak for themselves. */
const lists: Partial<Record<Facet, string>> = {
  sex: 'sex',
  age_group: 'majority',
  main_exploitation: 'main_exploitation',
  county: 'unit',
};

function valueText(name: string, value: string, words: Words): string {
  const list = lists[name as Facet];
  if (list !== undefined) return words.code(list, value);
  if (name === 'stage') return words.t(`victims-pages:stage.${value}`);
  return name === 'missing' ? words.labels.variable(value) : value;
}

/** One filter in words: `Stage: Closed`. */
export const filterText = (name: string, value: string, words: Words): string =>
  name === 'mine'
    ? words.t('filter.mine')
    : `${words.t(`victims-pages:filter.${name}`)}: ${valueText(name, value, words)}`;

/** The list's own address, without the page. */
export const queryOf = (filters: Filters, order: Order): string =>
  new URLSearchParams({ ...filters, ...(order !== 'updated' && { sort: order }) }).toString();

/** Each filter with its values and how many cases each would leave. */
export const facetViews = (counts: FacetCounts<Facet>, { filters }: Asked, words: Words) =>
  facetNames.map(name => {
    const found = counts.facets[name];
    const chosen = filters[name];
    // What was chosen stays in the list, even where the other filters leave nothing of it.
    const gone = chosen !== undefined && !found.some(({ value }) => value === chosen);
    return {
      name,
      label: words.t(`victims-pages:filter.${name}`),
      options: [...found, ...(gone ? [{ value: chosen, n: 0 }] : [])].map(({ value, n }) => ({
        value,
        text: `${valueText(name, value, words)} (${words.fmt.number(n)})`,
        selected: value === chosen,
      })),
    };
  });

export const sortViews = (order: Order, words: Words) =>
  orderNames.map(value => ({
    value,
    text: words.t(`victims-pages:sort.${value}`),
    selected: value === order,
  }));

/** Where nothing was found: what each filter left out would bring. */
export async function hintsOf(cases: CaseQuery, asked: Asked, order: Order, words: Words) {
  const names = Object.keys(asked.filters) as (keyof Filters)[];
  if (names.length < 2) return [];
  const hints = names.map(async name => {
    const filters = Object.fromEntries(Object.entries(asked.filters).filter(([other]) => other !== name));
    const { total: count } = await cases.counts({ ...asked, filters });
    const text = words.t('list.without', {
      filter: filterText(name, asked.filters[name] ?? '', words),
      count,
    });
    return { count, text, href: `/cases?${queryOf(filters, order)}` };
  });
  return (await Promise.all(hints)).filter(({ count }) => count > 0);
}
