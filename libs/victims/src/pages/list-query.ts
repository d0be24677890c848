import { IsIn, IsOptional, Matches } from 'class-validator';
import { filterNames, orderNames, type Filters, type Order } from './case-query';

const CODE = /^[\w-]{0,64}$/;

/** What the address of the list of cases may carry. */
export class ListQuery {
  @IsOptional() @Matches(CODE) stage?: string;
  @IsOptional() @Matches(CODE) sex?: string;
  @IsOptional() @Matches(CODE) age_group?: string;
  @IsOptional() @Matches(CODE) main_exploitation?: string;
  @IsOptional() @Matches(CODE) county?: string;
  @IsOptional() @Matches(/^(\d{4})?$/) year?: string;
  /** Variable without an answer: the way from the page on data quality. */
  @IsOptional() @Matches(/^[a-z_]{0,64}$/) missing?: string;
  @IsOptional() @Matches(/^1?$/) mine?: string;
  @IsOptional() @IsIn(['', ...orderNames]) sort?: string;
  @IsOptional() @Matches(/^\d{0,5}$/) page?: string;
}

export function filtersOf(query: ListQuery): Filters {
  const given = filterNames.map(name => [name, query[name]] as const);
  return Object.fromEntries(given.filter(([, value]) => value));
}

export const orderOf = ({ sort }: ListQuery): Order => orderNames.find(order => order === sort) ?? 'updated';
