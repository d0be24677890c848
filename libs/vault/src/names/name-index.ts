import { Pool } from 'pg';
import type { EventStore, LoggedEvent, Position } from '@hub/event-store';
import type { SealedValue } from '../envelope';
import { promiseIn } from '../erasure/ledger';
import type { Opener } from '../release';
import type { Vault } from '../vault';
import { replaceTokens, type OpenedFact } from './name-rows';
import { kindOf, type TokenKind } from './name-tokens';
import type { PersonName } from './person-name';

/** What an event says of a person's name. A later fact of the same person and slot takes its place. */
export interface NameFact {
  readonly subject: string;
  readonly slot?: string;
  /** Sealed list of tokens, as `NameTokens.of` made them in the command. */
  readonly tokens: SealedValue;
  /** Sealed parts of the name, to make tokens anew after the root key changed. */
  readonly name?: Readonly<Partial<Record<keyof PersonName, SealedValue>>>;
  /** The same for a text looked up by equality; see `NameTokens.exact`. */
  readonly exact?: { readonly use: string; readonly text: SealedValue };
}

export interface NameIndexOptions {
  /** Database of the read models. */
  readonly url: string;
  readonly store: EventStore;
  readonly vault: Vault;
  /** Which facts about names an event holds; must not throw. */
  readonly names: (event: LoggedEvent) => readonly NameFact[];
}

export interface Candidate {
  readonly subject: string;
  readonly kinds: readonly TokenKind[];
}

const retryMs = 1000;

/**
 * Blind index of names, in the read side: tokens and person ids, kept by following the log, rebuilt at will. The
 * system's own look into the sealed tokens is written into the access log, once a batch. A forgotten person's
 * tokens go with the event that promises the forgetting.
 */
export class NameIndex {
  private readonly pool: Pool;
  private following?: { readonly stop: AbortController; readonly done: Promise<void> };
  private waiting: { readonly position: Position; readonly resolve: () => void }[] = [];
  private position = 0n;

  /** The schema must be there; see `migrateNames`. */
  constructor(private readonly options: NameIndexOptions) {
    this.pool = new Pool({
      connectionString: options.url,
      max: 4,
      application_name: 'name-index',
    });
    this.pool.on('error', () => undefined); // an idle connection broke; the next query opens a new one
  }

  /** Begins to follow the log. */
  start(): void {
    if (this.following) return;
    const stop = new AbortController();
    this.following = { stop, done: this.follow(stop.signal) };
  }

  async stop(): Promise<void> {
    this.following?.stop.abort();
    await this.following?.done;
    this.following = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.pool.end();
  }

  /** Empties the index and reads the log anew; searches find less until it has caught up. */
  async rebuild(): Promise<void> {
    const wasFollowing = this.following !== undefined;
    await this.stop();
    await this.pool.query('begin; truncate names.tokens; update names.progress set position = 0; commit');
    this.position = 0n;
    if (wasFollowing) this.start();
  }

  /** Resolves when everything up to a position is indexed; false after `ms` milliseconds. */
  async waitFor(position: Position, ms: number): Promise<boolean> {
    if (this.position >= position) return true;
    return new Promise(resolve => {
      const timer = setTimeout(() => resolve(false), ms);
      this.waiting.push({ position, resolve: () => (clearTimeout(timer), resolve(true)) });
    });
  }

  /** Persons who share a token, those who share most kinds first. */
  async find(
    tokens: readonly string[],
    { kinds, limit = 5 }: { readonly kinds?: readonly TokenKind[]; readonly limit?: number } = {},
  ): Promise<Candidate[]> {
    const wanted = kinds ? tokens.filter(token => kinds.includes(kindOf(token))) : tokens;
    const { rows } = await this.pool.query<{ subject: string; tokens: string[] }>(
      `select subject, array_agg(token) as tokens from names.tokens where token = any ($1)
        group by subject order by count(*) desc, subject limit $2`,
      [wanted, limit],
    );
    return rows.map(({ subject, tokens: found }) => ({
      subject,
      kinds: [...new Set(found.map(kindOf))].sort(),
    }));
  }

  private async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.followFrom(await this.progress(), signal);
      } catch {
        // Keystore, access log or database away: the truth is in the log, so try again.
        await pause(signal);
      }
    }
  }

  /** Ends when aborted, or when another process was faster: then begin again where it is. */
  private async followFrom(position: Position, signal: AbortSignal): Promise<void> {
    this.reached(position);
    for await (const batch of this.options.store.log(position, { live: true, signal })) {
      if (!(await this.take(batch))) return;
    }
  }

  private async progress(): Promise<Position> {
    const { rows } = await this.pool.query<{ position: string }>('select position from names.progress');
    return BigInt(rows[0]?.position ?? 0);
  }

  private async take(batch: readonly LoggedEvent[]): Promise<boolean> {
    const last = batch.at(-1);
    if (!last) return true;
    const removed = new Set(
      batch.map(promiseIn).flatMap(promise => (promise?.classes.includes('identity') ? promise.subject : [])),
    );
    const facts = new Map(
      batch
        .flatMap(event => this.options.names(event))
        .filter(({ subject }) => !removed.has(subject))
        .map(fact => [`${fact.subject}|${fact.slot ?? ''}`, fact]),
    );
    const opened = await this.open([...facts.values()]);
    for (const { fact, tokens } of opened) if (!tokens) removed.add(fact.subject);
    const moved = await this.write(opened, removed, last.position);
    this.reached(moved ? last.position : await this.progress());
    return moved;
  }

  /** Tokens of each fact; undefined for a forgotten person. */
  private async open(facts: readonly NameFact[]): Promise<OpenedFact[]> {
    if (facts.length === 0) return [];
    const opener = await this.options.vault.release({
      subject: [...new Set(facts.map(({ subject }) => subject))],
      classes: ['identity'],
      purpose: 'name-index',
      actor: 'system:index',
      resource: { kind: 'name-index' },
    });
    return Promise.all(facts.map(async fact => ({ fact, tokens: await this.tokensOf(fact, opener) })));
  }

  private async tokensOf(
    { tokens, name, exact }: NameFact,
    opener: Opener,
  ): Promise<readonly string[] | undefined> {
    const opened = await opener.open<string[]>(tokens.envelope, tokens.where);
    if ('forgotten' in opened) return undefined;
    if (!('value' in opened)) return []; // counted as a fault by the opener
    if (await this.options.vault.names.areCurrent(opened.value)) return opened.value;
    if (exact) {
      const text = await opener.open<string>(exact.text.envelope, exact.text.where);
      return 'value' in text ? [await this.options.vault.names.exact(exact.use, text.value)] : [];
    }
    return name ? this.options.vault.names.of(await openName(name, opener)) : [];
  }

  private async write(
    opened: readonly OpenedFact[],
    removed: ReadonlySet<string>,
    position: Position,
  ): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const moved = await client.query('update names.progress set position = $1 where position = $2', [
        String(position),
        String(this.position),
      ]);
      if (moved.rowCount === 1) await replaceTokens(client, opened, removed);
      await client.query('commit');
      return moved.rowCount === 1;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  private reached(position: Position): void {
    this.position = position;
    const due = this.waiting.filter(one => one.position <= position);
    this.waiting = this.waiting.filter(one => one.position > position);
    for (const { resolve } of due) resolve();
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, retryMs);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** Opens the sealed parts of a name; parts that do not open are left out. */
export async function openName(
  name: Readonly<Partial<Record<keyof PersonName, SealedValue>>>,
  opener: Opener,
): Promise<PersonName> {
  const parts = await Promise.all(
    Object.entries(name).map(async ([part, sealed]) => {
      const opened = await opener.open(sealed.envelope, sealed.where);
      return 'value' in opened ? [[part, opened.value]] : [];
    }),
  );
  return Object.fromEntries(parts.flat()) as PersonName;
}
