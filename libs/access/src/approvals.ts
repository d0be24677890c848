import { createHash, randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { AccessDatabase } from './access-database';
import { AccessRefused } from './access-refused';
import { canonical } from './canonical';
import { append } from './record';

export const APPROVAL_HOURS = 72;

/** What a request is about in ids and codes; never names. */
export type ApprovalContent = Readonly<Record<string, unknown>>;

export interface ApprovalRequest {
  /** `erasure`, `decision-correction`, `rollback-acknowledgement`, `role-grant` … */
  readonly kind: string;
  readonly content: ApprovalContent;
  /** Account the request is about; that person cannot approve it either. */
  readonly concerns?: string;
}

export type ApprovalState = 'open' | 'approved' | 'refused' | 'expired' | 'used';

export interface Approval extends ApprovalRequest {
  readonly id: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedBy?: string;
  readonly state: ApprovalState;
  /** Hex SHA-256 of the content; the approver sends back the one they have seen. */
  readonly contentHash: string;
}

interface Row {
  id: string;
  kind: string;
  content: ApprovalContent;
  content_hash: Buffer;
  requested_by: string;
  concerns: string | null;
  requested_at: Date;
  expires_at: Date;
  decided_by: string | null;
  approved: boolean | null;
  used_at: Date | null;
}

const hashOf = (kind: string, content: ApprovalContent) =>
  createHash('sha256')
    .update(`${kind}\n${canonical(content)}`)
    .digest();

function stateOf(row: Row, now: Date): ApprovalState {
  if (row.used_at) return 'used';
  if (row.approved === false) return 'refused';
  if (row.expires_at <= now) return 'expired';
  return row.approved ? 'approved' : 'open';
}

const approvalOf = (row: Row, now: Date): Approval => ({
  id: row.id,
  kind: row.kind,
  content: row.content,
  contentHash: row.content_hash.toString('hex'),
  ...(row.concerns !== null && { concerns: row.concerns }),
  requestedBy: row.requested_by,
  requestedAt: row.requested_at,
  expiresAt: row.expires_at,
  ...(row.decided_by !== null && { decidedBy: row.decided_by }),
  state: stateOf(row, now),
});

/**
 * What needs two persons (R18): one asks, another approves exactly that content within 72 hours, and what was
 * approved is done once. The database itself refuses an approval by who asked or whom it concerns.
 */
export class Approvals {
  constructor(private readonly database: AccessDatabase) {}

  async request({ kind, content, concerns }: ApprovalRequest, by: string): Promise<Approval> {
    return this.database.transaction(async (client, now) => {
      const id = randomUUID();
      const hash = hashOf(kind, content);
      const { rows } = await client.query<Row>(
        `insert into access.approval (id, kind, content, content_hash, requested_by, concerns, requested_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7::timestamptz + interval '${APPROVAL_HOURS} hours') returning *`,
        [id, kind, JSON.stringify(content), hash, by, concerns, now],
      );
      const data = { kind, concerns, contentHash: hash.toString('hex') };
      await append(client, [
        { stream: `approval-${id}`, type: 'ApprovalRequested', data, actor: by, at: now },
      ]);
      return approvalOf(rows[0], now);
    });
  }

  /**
   * Of two at once exactly one wins.
   * @param contentHash of the content the approver has seen
   * @throws {AccessRefused} 403 for the requester and the person concerned, 409 when decided, expired or changed
   */
  async approve(id: string, contentHash: string, by: string): Promise<Approval> {
    return this.database.transaction((client, now) => this.approveIn(client, now, { id, contentHash, by }));
  }

  /** The same inside the caller's transaction, for what is done at once. */
  async approveIn(
    client: PoolClient,
    now: Date,
    { id, contentHash, by }: { id: string; contentHash: string; by: string },
  ): Promise<Approval> {
    const asked = await this.lock(client, id, now);
    if (asked.requestedBy === by) throw new AccessRefused('access.own-request', 403);
    if (asked.concerns === by) throw new AccessRefused('access.concerns-yourself', 403);
    if (asked.state !== 'open') throw new AccessRefused(`access.approval-${asked.state}`, 409);
    if (asked.contentHash !== contentHash) throw new AccessRefused('access.approval-changed', 409);
    return this.decide(client, { id, by, now, approved: true });
  }

  /** Refuses, or withdraws one's own request. */
  async refuse(id: string, by: string): Promise<Approval> {
    return this.database.transaction(async (client, now) => {
      const asked = await this.lock(client, id, now);
      if (asked.state !== 'open') throw new AccessRefused(`access.approval-${asked.state}`, 409);
      return this.decide(client, { id, by, now, approved: false });
    });
  }

  /**
   * Takes an approval for the act it allows; a second try, another content and another kind are refused.
   * Call it before the act: what fails afterwards is asked for anew.
   */
  async use(id: string, { kind, content }: ApprovalRequest, by: string): Promise<Approval> {
    return this.database.transaction((client, now) => this.useIn(client, now, { id, kind, content, by }));
  }

  async useIn(
    client: PoolClient,
    now: Date,
    { id, kind, content, by }: { id: string; kind: string; content: ApprovalContent; by: string },
  ): Promise<Approval> {
    const asked = await this.lock(client, id, now);
    if (asked.state !== 'approved') throw new AccessRefused(`access.approval-${asked.state}`, 409);
    if (asked.contentHash !== hashOf(kind, content).toString('hex')) {
      throw new AccessRefused('access.approval-changed', 409);
    }
    const { rows } = await client.query<Row>(
      'update access.approval set used_at = $2 where id = $1 returning *',
      [id, now],
    );
    await append(client, [{ stream: `approval-${id}`, type: 'ApprovalUsed', data: {}, actor: by, at: now }]);
    return approvalOf(rows[0], now);
  }

  /** @throws {AccessRefused} 404 */
  async of(id: string): Promise<Approval> {
    return this.found(
      await this.database.pool.query<Row>('select * from access.approval where id::text = $1', [id]),
      await this.database.now(),
    );
  }

  /** Newest first; open ones only unless told otherwise. */
  async list(all = false): Promise<Approval[]> {
    const now = await this.database.now();
    const { rows } = await this.database.pool.query<Row>(
      `select * from access.approval where $1 or (decided_at is null and expires_at > $2)
       order by requested_at desc, id limit 1000`,
      [all, now],
    );
    return rows.map(row => approvalOf(row, now));
  }

  private async lock(client: PoolClient, id: string, now: Date): Promise<Approval> {
    return this.found(
      await client.query<Row>('select * from access.approval where id::text = $1 for update', [id]),
      now,
    );
  }

  private found({ rows }: { rows: Row[] }, now: Date): Approval {
    if (!rows[0]) throw new AccessRefused('access.not-found', 404);
    const approval = approvalOf(rows[0], now);
    // What is approved is what stands there, not what once stood there.
    if (hashOf(approval.kind, approval.content).toString('hex') !== approval.contentHash) {
      throw new AccessRefused('access.approval-changed', 409);
    }
    return approval;
  }

  private async decide(
    client: PoolClient,
    { id, by, now, approved }: { id: string; by: string; now: Date; approved: boolean },
  ): Promise<Approval> {
    const { rows } = await client.query<Row>(
      `update access.approval set decided_by = $2, decided_at = $3, approved = $4 where id = $1 returning *`,
      [id, by, now, approved],
    );
    const type = approved ? 'ApprovalGranted' : 'ApprovalRefused';
    await append(client, [{ stream: `approval-${id}`, type, data: {}, actor: by, at: now }]);
    return approvalOf(rows[0], now);
  }
}
