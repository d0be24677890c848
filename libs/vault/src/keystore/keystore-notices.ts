import { Client } from 'pg';
import type { KeystoreNotice } from './keystore';

export const NOTICE_CHANNEL = 'keys';
const RECONNECT_MS = 500;

/** Hears what other processes do to the keys; whoever lost the line is told that it may have missed something. */
export class KeystoreNotices {
  private client?: Client;
  private retry?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly notice: (notice: KeystoreNotice) => void,
  ) {}

  async start(): Promise<void> {
    const client = new Client({ connectionString: this.url, application_name: 'vault-listen' });
    client.on('error', () => undefined);
    client.on('end', () => {
      if (this.stopped) return;
      this.notice({ kind: 'unsure' });
      this.retry = setTimeout(() => void this.start().catch(() => undefined), RECONNECT_MS);
      this.retry.unref();
    });
    client.on('notification', ({ payload = '' }) => {
      const [kind, what = ''] = payload.split(' ');
      if (kind === 'destroyed') this.notice({ kind, subject: what });
      else if (kind === 'epoch') this.notice({ kind: 'epoch-destroyed', epoch: Number(what) });
    });
    this.client = client;
    await client.connect();
    await client.query(`listen ${NOTICE_CHANNEL}`);
    this.notice({ kind: 'unsure' });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end();
  }
}
