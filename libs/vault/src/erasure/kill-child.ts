/** Runs an erasure with its re-wrap and kills itself, as `kill -9` would, at the point named in its arguments. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { History, PostgresEventStore } from '@hub/event-store';
import { FileKeks } from '../keks/file-keks';
import { PostgresKeystore } from '../keystore/postgres-keystore';
import { ReleaseLog } from '../release';
import { Vault } from '../vault';
import { RevocationFile } from './revocation-file';

const [, , point = '', subject = ''] = process.argv;
const { LOG_URL = '', KEYS_URL = '', DIRECTORY = '', CONTEXT = '' } = process.env;

const reached = (name: string) => {
  if (name === point) process.kill(process.pid, 'SIGKILL');
};

/** Calls the real method, then says where the run has come to. */
function after<T extends object>(target: T, method: keyof T, name: string, times = 1): void {
  const real = (target[method] as (...args: unknown[]) => unknown).bind(target);
  let calls = 0;
  Object.assign(target, {
    [method]: async (...args: unknown[]) => {
      const result = await real(...args);
      if (++calls >= times) reached(name);
      return result;
    },
  });
}

class NoReleases extends ReleaseLog {
  async record(): Promise<void> {
    // nothing is read here
  }
}

async function main(): Promise<void> {
  const store = await PostgresEventStore.open({ url: LOG_URL });
  const keystore = new PostgresKeystore(KEYS_URL);
  const keks = new FileKeks({ directory: path.join(DIRECTORY, 'keys'), context: CONTEXT, mode: 'sandbox' });
  const vault = await Vault.open({
    context: CONTEXT,
    keystore,
    keks,
    sealing: () => [],
    releases: new NoReleases(),
    revocationFile: path.join(DIRECTORY, 'revocations.ndjson'),
  });
  const append = Reflect.get<RevocationFile, 'append'>(RevocationFile.prototype, 'append');
  RevocationFile.prototype.append = function (...args) {
    append.apply(this, args);
    reached('filed');
  };
  after(keystore, 'destroy', 'destroyed');
  after(keks, 'create', 'kek-made');
  after(keystore, 'openEpoch', 'epoch-open');
  after(keystore, 'rewrap', 'half-wrapped', 2);
  after(keks, 'destroy', 'kek-destroyed');

  const destruction = await vault.erasures.plan(subject);
  reached('planned');
  const history = new History(store, { sealer: vault, upcasts: {}, codebook: '1.0.0' });
  const person = { stream: 'person', initial: 0, evolve: (state: number) => state + 1 };
  const act = { command: randomUUID(), actor: 'a1', provenance: 'synthetic' as const };
  await history.change(person, subject, () => [{ type: 'SubjectKeyDestroyed', data: destruction }], act);
  reached('promised');
  await vault.erasures.destroy(destruction);
  await vault.rewrap({ batch: 1, beforeDestroy: async () => reached('wrapped') });
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
