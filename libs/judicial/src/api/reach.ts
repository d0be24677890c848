import type { Reach } from '@hub/access';

/** The conditions of one query, with their values as numbered parameters. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** Placeholder of a value. */
  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  and(sql: string): this {
    this.conditions.push(sql);
    return this;
  }

  /** Cases (`case_file f`) that one of the ways reaches; without a way none. */
  within(reach: readonly Reach[]): this {
    const ways = reach.map(way => (way.sealed ? this.place(way) : `(${this.place(way)} and not f.sealed)`));
    return this.and(ways.length > 0 ? `(${ways.join(' or ')})` : 'false');
  }

  private place({ scope, office, county, account }: Reach): string {
    switch (scope) {
      case 'all':
        return 'true';
      case 'office':
        return `f.office = ${this.bind(office ?? '')}`;
      case 'county':
        return `f.unit = ${this.bind(county ?? '')}`;
      case 'own':
        return `${this.bind(account ?? '')} = any (f.prosecutors)`;
    }
  }

  get sql(): string {
    return this.conditions.join(' and ') || 'true';
  }
}
