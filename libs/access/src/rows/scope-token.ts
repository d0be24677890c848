import { createHmac } from 'node:crypto';
import type { Reach } from '../decide';

/** Setting of the transaction in which the database finds the scope. */
export const SCOPE_SETTING = 'hub.scope';

/** Longer than any reading lasts, short enough that a token that leaked is soon worthless. */
const VALID_MS = 120_000;

type ReachName = 'all' | 'office' | 'county' | 'own';

const valueOf = ({ scope, office, county, account }: Reach): string | undefined =>
  ({ all: '*', office, county, own: account })[scope];

/** What the rows are compared with: open objects under the plain name, sealed ones under `sealed:<name>`. */
function named(reach: readonly Reach[]): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  const add = (name: string, value: string) => (names[name] = [...new Set([...(names[name] ?? []), value])]);
  for (const line of reach) {
    const name: ReachName = line.scope;
    const value = valueOf(line);
    // An office scope without an office reaches nothing.
    if (value === undefined) continue;
    add(name, value);
    if (line.sealed) add(`sealed:${name}`, value);
  }
  return names;
}

/** Signs what a person reaches, for row-level security: `set_config('hub.scope', token, true)`. */
export class ScopeTokens {
  /** @param key 32 bytes, the same as in `access.scope_key`; see `installScopeKey` */
  constructor(
    private readonly key: Buffer,
    private readonly clock: () => number = Date.now,
  ) {
    if (key.length !== 32) throw new Error('A scope key has 32 bytes');
  }

  sign(reach: readonly Reach[]): string {
    const body = Buffer.from(JSON.stringify({ until: this.clock() + VALID_MS, reach: named(reach) }));
    return `${body.toString('hex')}.${createHmac('sha256', this.key).update(body).digest('hex')}`;
  }

  /** Settings for one reading transaction. */
  settings(reach: readonly Reach[]): Record<string, string> {
    return { [SCOPE_SETTING]: this.sign(reach) };
  }
}
