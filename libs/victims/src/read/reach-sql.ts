import type { Reach } from '@hub/access';

/** Conditions of a query with numbered parameters. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** A placeholder for a value. */
  take(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(sql: string): this {
    this.parts.push(sql);
    return this;
  }

  /** Only cases that one of the ways of access reaches; none without a way. */
  within(reach: readonly Reach[]): this {
    const ways = reach.map(way => this.way(way));
    return this.add(ways.length > 0 ? `(${ways.join(' or ')})` : 'false');
  }

  private way({ scope, office, county, account, sealed }: Reach): string {
    const open = sealed ? 'true' : 'not sealed';
    switch (scope) {
      case 'all':
        return `(${open})`;
      case 'office':
        return `(office = ${this.take(office ?? '')} and ${open})`;
      case 'county':
        return `(county = ${this.take(county ?? '')} and ${open})`;
      case 'own':
        return `(${this.take(account ?? '')} = any (assignees) and ${open})`;
    }
  }

  get sql(): string {
    return this.parts.length > 0 ? this.parts.join(' and ') : 'true';
  }
}
