import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  caseCount,
  entries,
  naiveFold,
  recordMany,
  tally,
  wholeLog,
  type CaseRow,
} from './contract/case-count';
import { SignedLog } from './contract/signed-log';
import { ReadModels } from './read-models';

const register = path.resolve(__dirname, '../../testing/src/register.cjs');
const keep = path.resolve(__dirname, 'contract/keep.ts');

describe('a process that keeps read models of a PostgreSQL log', () => {
  it('may be killed at any moment: every event takes effect once', async () => {
    const log = await SignedLog.create();
    const url = log.database.url;
    await log.withStore(async store => {
      for (let round = 0; round < 3; round++) {
        const child = spawn(process.execPath, ['-r', register, keep, url], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        await once(child.stdout, 'data');
        const recording = recordMany(store, 250, 20);
        await pause(20 + 60 * round);
        child.kill('SIGKILL');
        await once(child, 'exit');
        await recording;
      }
      const models = new ReadModels({ store, url, projections: [caseCount(), entries, tally] });
      await models.start();
      expect(await models.waitFor(await store.head(), 20_000)).toBe(true);
      const events = await wholeLog(store);
      const { rows } = await models.query<{ counted: string; listed: string }>(
        `select (select sum(n) from tally) as counted, (select count(*) from entry) as listed`,
      );
      expect(rows[0]).toEqual({ counted: '750', listed: '750' });
      const cases = await models.query<{ row: CaseRow }>('select row_to_json(c) as row from case_count c');
      const kept = new Map(cases.rows.map(({ row }) => [row.case_id, { ...row, total: String(row.total) }]));
      expect(kept).toEqual(naiveFold(events));
      const began = performance.now();
      expect(await models.waitFor(await recordMany(store, 1, 1), 5_000)).toBe(true);
      expect(performance.now() - began).toBeLessThan(900); // woken, not polled
      await models.stop();
    });
    await log.drop();
    await log.dropRoles();
  });
});
