import { DatabaseError, Pool, type PoolClient } from 'pg';
import {
  EpochRetired,
  ledgerEntry,
  type EpochRow,
  type KeyDestruction,
  type KeyRef,
  type KeyRow,
  type Keystore,
  type KeystoreNotice,
  type ReadMark,
  type SubjectKeys,
} from './keystore';
import { KeystoreNotices, NOTICE_CHANNEL } from './keystore-notices';

/** Destroying and re-wrapping lock rows in different orders; one after the other they cannot deadlock. */
const oneAtATime = `select pg_advisory_xact_lock(hashtext('keys.change'))`;

const keysOf = `
  select id, subject, class, generation, epoch, wrapped, wrapped is null as closed
    from keys.deks where subject = any ($1::text[])
  union all
  select null, subject, unnest(classes), 0, 0, null, true from keys.ledger where subject = any ($1::text[])`;

type Stored<Mark> = { [Name in keyof Mark]: Mark[Name] extends bigint ? string : Mark[Name] };
type Kept = KeyRow & { readonly closed: boolean };

/** The keystore in PostgreSQL; see schema.ts for what the database itself refuses. */
export class PostgresKeystore implements Keystore {
  private readonly pool: Pool;
  private notices?: KeystoreNotices;

  constructor(private readonly url: string) {
    this.pool = new Pool({ connectionString: url, max: 4, application_name: 'vault' });
    this.pool.on('error', () => undefined); // an idle connection broke; the next query opens a new one
  }

  async keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKeys>> {
    const { rows } = await this.pool.query<Kept>({ name: 'keys-of', text: keysOf, values: [subjects] });
    const found = new Map(
      subjects.map(subject => [subject, { keys: [] as KeyRow[], closed: new Set<string>() }]),
    );
    for (const row of rows) {
      const subject = found.get(row.subject);
      if (row.closed) subject?.closed.add(row.class);
      if (row.id !== null) subject?.keys.push(row);
    }
    return found;
  }

  async provision(rows: readonly KeyRow[]): Promise<void> {
    try {
      await this.pool.query(
        `insert into keys.deks (id, subject, class, generation, epoch, wrapped)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::bytea[])
           as n (id, subject, class, generation, epoch, wrapped)
         where not exists (select from keys.ledger l where l.subject = n.subject and n.class = any (l.classes))
         order by subject, class, generation
         on conflict (subject, class, generation) do nothing`,
        [
          rows.map(row => row.id),
          rows.map(row => row.subject),
          rows.map(row => row.class),
          rows.map(row => row.generation),
          rows.map(row => row.epoch),
          rows.map(row => row.wrapped),
        ],
      );
    } catch (error) {
      if (error instanceof DatabaseError && error.code === 'KE001')
        throw new EpochRetired(rows[0]?.epoch ?? 0);
      throw error;
    }
  }

  async epochs(): Promise<readonly EpochRow[]> {
    const { rows } = await this.pool.query<EpochRow>(
      `select epoch, fingerprint, state, created_at as "createdAt", escrowed_at as "escrowedAt",
              destroyed_at as "destroyedAt" from keys.epochs order by epoch`,
    );
    return rows;
  }

  async openEpoch(epoch: number, fingerprint: string): Promise<void> {
    await this.transaction(async client => {
      // Waits for keys being made under the epoch that retires.
      await client.query(
        `update keys.epochs set state = 'retiring' where state = 'current' and epoch <> $1`,
        [epoch],
      );
      await client.query(
        `insert into keys.epochs (epoch, fingerprint, state) values ($1, $2, 'current') on conflict (epoch) do nothing`,
        [epoch, fingerprint],
      );
    });
  }

  async rewrap(current: number, limit: number, change: (row: KeyRow) => Promise<Buffer>): Promise<number> {
    return this.transaction(async client => {
      await client.query(oneAtATime);
      const { rows } = await client.query<KeyRow>(
        `select id, subject, class, generation, epoch, wrapped from keys.deks
          where epoch < $1 and wrapped is not null order by id limit $2 for update`,
        [current, limit],
      );
      if (rows.length === 0) return 0;
      const wrapped = await Promise.all(rows.map(change));
      await client.query(
        `update keys.deks d set epoch = $1, wrapped = n.wrapped
           from unnest($2::uuid[], $3::bytea[]) as n (id, wrapped) where d.id = n.id`,
        [current, rows.map(row => row.id), wrapped],
      );
      return rows.length;
    });
  }

  async liveIn(epoch: number): Promise<number> {
    const { rows } = await this.pool.query<{ live: string }>(
      'select count(*) as live from keys.deks where epoch = $1 and wrapped is not null',
      [epoch],
    );
    return Number(rows[0]?.live);
  }

  async epochDestroyed(epoch: number): Promise<void> {
    await this.pool.query(
      `with done as (
         update keys.epochs set state = 'destroyed', destroyed_at = now() where epoch = $1 and state = 'retiring'
         returning epoch)
       select pg_notify('${NOTICE_CHANNEL}', 'epoch ' || epoch) from done`,
      [epoch],
    );
  }

  async epochEscrowed(epoch: number): Promise<void> {
    await this.pool.query('update keys.epochs set escrowed_at = now() where epoch = $1', [epoch]);
  }

  async intend(subject: string, classes: readonly string[]): Promise<KeyDestruction> {
    const { rows: deks } = await this.pool.query<KeyRef>(
      `select id, class, generation from keys.deks
        where subject = $1 and class = any ($2) and wrapped is not null order by class, generation`,
      [subject, classes],
    );
    const { rows } = await this.pool.query<{ seq: string }>(
      `insert into keys.intents (seq, subject) values (nextval('keys.ledger_seq'), $1) returning seq`,
      [subject],
    );
    return { ledgerSeq: Number(rows[0]?.seq), subject, classes, deks };
  }

  intents(): Promise<ReadonlySet<string>> {
    return this.entries('keys.intents');
  }

  ledger(): Promise<ReadonlySet<string>> {
    return this.entries('keys.ledger');
  }

  async destructions() {
    const { rows } = await this.pool.query<KeyDestruction & { seq: string; destroyedAt: Date }>(
      `select seq, subject, classes, deks, recorded_at as "destroyedAt" from keys.ledger order by seq, subject`,
    );
    return rows.map(({ seq, ...row }) => ({ ...row, ledgerSeq: Number(seq) }));
  }

  async destroy(
    destruction: KeyDestruction,
    before: () => Promise<void>,
  ): Promise<{ readonly repeated: boolean }> {
    const { ledgerSeq, subject, classes, deks } = destruction;
    return this.transaction(async client => {
      await client.query(oneAtATime);
      const { rowCount } = await client.query('select from keys.ledger where seq = $1 and subject = $2', [
        ledgerSeq,
        subject,
      ]);
      await before();
      if (rowCount !== 0) return { repeated: true };
      await client.query('insert into keys.ledger (seq, subject, classes, deks) values ($1, $2, $3, $4)', [
        ledgerSeq,
        subject,
        classes,
        JSON.stringify(deks),
      ]);
      await client.query(
        `update keys.deks set wrapped = null, destroyed_at = now(), ledger_seq = $1
          where subject = $2 and class = any ($3) and wrapped is not null`,
        [ledgerSeq, subject, classes],
      );
      // A keystore older than the key gets its tombstone all the same.
      await client.query(
        `insert into keys.deks (id, subject, class, generation, epoch, wrapped, destroyed_at, ledger_seq)
         select id, $1, class, generation, 1, null, now(), $2
           from jsonb_to_recordset($3::jsonb) as d (id uuid, class text, generation int) on conflict do nothing`,
        [subject, ledgerSeq, JSON.stringify(deks)],
      );
      await client.query(`insert into keys.intents (seq, subject) values ($1, $2) on conflict do nothing`, [
        ledgerSeq,
        subject,
      ]);
      await client.query(
        `select setval('keys.ledger_seq', greatest($1::bigint, last_value)) from keys.ledger_seq`,
        [ledgerSeq],
      );
      await client.query(`select pg_notify('${NOTICE_CHANNEL}', 'destroyed ' || $1)`, [subject]);
      return { repeated: false };
    });
  }

  async readMark(): Promise<ReadMark | undefined> {
    const found = await this.pool.query<Stored<ReadMark>>('select position, leaf from keys.read_mark');
    const [row] = found.rows;
    return row && { ...row, position: BigInt(row.position) };
  }

  async setReadMark({ position, leaf }: ReadMark): Promise<void> {
    await this.pool.query(
      `insert into keys.read_mark (position, leaf) values ($1, $2)
       on conflict (one) do update set position = excluded.position, leaf = excluded.leaf`,
      [String(position), leaf],
    );
  }

  listen(notice: (notice: KeystoreNotice) => void): Promise<void> {
    this.notices = new KeystoreNotices(this.url, notice);
    return this.notices.start();
  }

  async close(): Promise<void> {
    await this.notices?.stop();
    await this.pool.end();
  }

  private async entries(table: 'keys.intents' | 'keys.ledger'): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ seq: string; subject: string }>(
      `select seq, subject from ${table}`,
    );
    return new Set(rows.map(({ seq, subject }) => ledgerEntry({ ledgerSeq: Number(seq), subject })));
  }

  private async transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  }
}
