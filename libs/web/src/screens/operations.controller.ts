import { Policy, type HubRequest } from '@hub/access';
import { HealthRegistry, HubConfig, lastBackups, type Health } from '@hub/platform';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Screens } from '../page/screens';
import { Wording, type RightsWords } from './wording';

/** Older than this a backup is a warning; the recovery point of the hub is a day. */
const OLD_BACKUP_HOURS = 26;

const MEGABYTE = 2 ** 20;

/** U6: whether everything is in order, in words, and when the last backup was made. */
@Controller('operations')
export class OperationsPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly health: HealthRegistry,
    private readonly config: HubConfig,
  ) {}

  @Get()
  @Policy('operations.read')
  async page(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const words = await this.wording.of(request);
    const { checks } = await this.health.report();
    const backups = lastBackups(this.config);
    const [last] = backups;
    const age = last ? Date.now() - Date.parse(last.createdAt) : Infinity;
    const megabytes = (bytes: number) =>
      words.fmt.number(bytes / MEGABYTE, { maximumFractionDigits: 1, style: 'unit', unit: 'megabyte' });
    const model = {
      checks: Object.entries(checks).map(([name, health]) => ({ ...this.describe(name, health, words) })),
      fine: Object.values(checks).every(({ ok }) => ok),
      backupWarning: age > OLD_BACKUP_HOURS * 3_600_000,
      lastBackup: last ? words.fmt.dateTime(last.createdAt) : '',
      backups: {
        caption: words.t('web:operations.backups'),
        columns: ['made', 'log-size', 'keys-size'].map(name => ({ text: words.t(`web:operations.${name}`) })),
        rows: backups.map(({ createdAt, logBytes, keysBytes }) => [
          { text: words.fmt.dateTime(createdAt) },
          { text: megabytes(logBytes) },
          { text: megabytes(keysBytes) },
        ]),
      },
      facts: [
        { key: 'mode', value: words.t(`web:operations.mode-${this.config.mode}`) },
        { key: 'event-store', value: this.config.eventStore === 'postgres' ? 'PostgreSQL' : 'EventStoreDB' },
        { key: 'criteria', value: words.book.version },
        { key: 'time', value: words.fmt.dateTime(new Date()) },
      ].map(({ key, value }) => ({ key: words.t(`web:operations.${key}`), value })),
    };
    await this.screens.send(request, reply, 'screens/operations.njk', model, { screen: 'U6' });
  }

  private describe(name: string, health: Health, words: RightsWords) {
    const key = `web:health.${name}`;
    const label = words.screens.translator.has(words.lang, key) ? words.t(key) : name;
    // Reason and next step are the operator's words, the same as in `ops doctor` and in the log of the process.
    return health.ok
      ? { label, ok: true, state: words.t('web:health-state.ok'), reason: '', next: '' }
      : {
          label,
          ok: false,
          state: words.t('web:health-state.fault'),
          reason: health.reason,
          next: health.next,
        };
  }
}
