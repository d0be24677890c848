import { ReleaseLog } from '@hub/vault';
import type { AccessDatabase } from './access-database';
import { AccessRefused } from './access-refused';
import { append, type Entry } from './record';

/** What Directive (EU) 2016/680, art. 25(1), wants logged. */
export const ACCESS_KINDS = [
  'collection',
  'alteration',
  'consultation',
  'disclosure',
  'combination',
  'erasure',
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** One access to personal data, written down before it happens. */
export interface AccessEntry {
  readonly kind: AccessKind;
  /** Account id, `system:<name>` or `ops:<operating-system user>`. */
  readonly actor: string;
  readonly office?: string;
  /** The justification; never empty. */
  readonly purpose: string;
  /** Persons concerned; none for a table or for the log itself. */
  readonly subjects?: readonly string[];
  /** Classes of data opened. */
  readonly classes?: readonly string[];
  readonly resource?: { readonly kind: string; readonly id?: string };
  /** To whom; without it there is no disclosure. */
  readonly recipient?: string;
  /** What else a reviewer needs: the table's breakdowns, the number of rows, the filter. Never personal data. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** An entry as it stands in the log. */
export interface LoggedAccess extends AccessEntry {
  readonly position: bigint;
  readonly at: Date;
}

export interface AccessFilter {
  /** Entries before this position; the newest come first. */
  readonly before?: bigint;
  /** At most this many, 100 unless told otherwise, never more than 1,000. */
  readonly limit?: number;
  readonly actor?: string;
  readonly subject?: string;
  readonly kind?: AccessKind;
  readonly resource?: { readonly kind: string; readonly id?: string };
  readonly from?: Date;
  readonly until?: Date;
}

/** Who reads the log and why; that reading is an entry of its own. */
export interface Reader {
  readonly actor: string;
  readonly office?: string;
  readonly purpose: string;
}

interface LogRow {
  position: string;
  recorded_at: Date;
  actor: string;
  purpose: string;
  data: Omit<AccessEntry, 'actor' | 'purpose' | 'office'>;
  meta: { office?: string };
}

const logged = ({ position, recorded_at: at, actor, purpose, data, meta }: LogRow): LoggedAccess => ({
  position: BigInt(position),
  at,
  actor,
  purpose,
  ...(meta.office !== undefined && { office: meta.office }),
  ...data,
});

const entryOf = ({ actor, office, purpose, ...data }: AccessEntry, at: Date): Entry => ({
  stream: 'access',
  type: 'AccessRecorded',
  data,
  actor,
  purpose,
  at,
  ...(office !== undefined && { office }),
});

const FILTER = `type = 'AccessRecorded'
  and ($1::bigint is null or position < $1)
  and ($2::text is null or actor = $2)
  and ($3::text is null or subjects ? $3)
  and ($4::text is null or kind = $4)
  and ($5::text is null or resource_kind = $5)
  and ($6::text is null or resource_id = $6)
  and ($7::timestamptz is null or recorded_at >= $7)
  and ($8::timestamptz is null or recorded_at < $8)`;

/** pg sends undefined as NULL: no filter. */
const filterValues = (filter: AccessFilter) => [
  filter.before?.toString(),
  filter.actor,
  filter.subject,
  filter.kind,
  filter.resource?.kind,
  filter.resource?.id,
  filter.from,
  filter.until,
];

/**
 * The log of accesses. Write-ahead: {@link record} resolves when the entry is durable, and what it announces
 * happens after that or not at all.
 */
export class AccessLog extends ReleaseLog {
  constructor(private readonly database: AccessDatabase) {
    super();
  }

  /** @throws {AccessRefused} 503 `access.log-unavailable`: then nothing may be shown */
  async record(entry: AccessEntry): Promise<void> {
    await this.recordMany([entry]);
  }

  /** Several entries, all or none. */
  async recordMany(entries: readonly AccessEntry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.purpose.trim() === '') throw new AccessRefused('access.purpose-required', 403);
      if (entry.kind === 'disclosure' && !entry.recipient?.trim()) {
        throw new AccessRefused('access.recipient-required', 422);
      }
    }
    try {
      const at = this.database.instant();
      await append(
        this.database.pool,
        entries.map(entry => entryOf(entry, at)),
      );
    } catch {
      // Whatever was wrong, the caller learns one thing: it was not written, so nothing may be read.
      throw new AccessRefused('access.log-unavailable', 503);
    }
  }

  /** Who saw or changed one object, newest first: shown on the object itself. */
  async ofResource(kind: string, id: string, limit = 100): Promise<LoggedAccess[]> {
    return this.select({ resource: { kind, id }, limit });
  }

  /** Who saw or changed data of one person: part of what that person may ask for. */
  async ofSubject(subject: string, limit = 1_000): Promise<LoggedAccess[]> {
    return this.select({ subject, limit });
  }

  /** The log, for the auditor. The reading is entered first. */
  async read(filter: AccessFilter, reader: Reader): Promise<LoggedAccess[]> {
    await this.record({ kind: 'consultation', ...reader, resource: { kind: 'access-log' } });
    return this.select(filter);
  }

  /**
   * The log for the supervisory authority (art. 25(3)), line by line as stored, with the leaf hashes: who
   * holds a signed checkpoint can check it without this server. Entered first as a disclosure.
   */
  async export(
    range: { from: Date; until: Date },
    reader: Reader & { recipient: string },
  ): Promise<AsyncGenerator<string>> {
    const detail = { from: range.from.toISOString(), until: range.until.toISOString() };
    await this.record({ kind: 'disclosure', ...reader, resource: { kind: 'access-log' }, detail });
    return this.lines(range);
  }

  private async *lines({ from, until }: { from: Date; until: Date }): AsyncGenerator<string> {
    let after = '0';
    for (;;) {
      const { rows } = await this.database.pool.query<Record<string, string>>(
        `select position, id, stream, version, type, data::text as data, meta::text as meta,
           encode(hash, 'hex') as hash
         from access.log where position > $1 and recorded_at >= $2 and recorded_at < $3 order by position limit 1000`,
        [after, from, until],
      );
      for (const row of rows) yield `${JSON.stringify(row)}\n`;
      const last = rows.at(-1)?.['position'];
      if (last === undefined) return;
      after = last;
    }
  }

  private async select(filter: AccessFilter): Promise<LoggedAccess[]> {
    const limit = Math.min(Math.max(filter.limit ?? 100, 1), 1_000);
    const { rows } = await this.database.pool.query<LogRow>(
      `select position, recorded_at, actor, purpose, data, meta from access.log
       where ${FILTER} order by position desc limit $9`,
      [...filterValues(filter), limit],
    );
    return rows.map(logged);
  }
}
