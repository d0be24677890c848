import fs from 'node:fs';
import { OpsFailure, type OpsCommand, type OpsRun } from '@hub/platform';
import { createKeys, escrow, FileKeks, listKeys, PostgresKeystore, restoreFromShares } from '@hub/vault';
import type { ContextDefinition } from '../context-definition';
import { migrate } from '../migrate';
import { assembled } from './with-assembly';

async function parts(run: OpsRun) {
  const databases = await run.databases();
  if (databases.embedded) await migrate(run.config, databases);
  const { context, mode, keyDirectory } = run.config;
  const keystore = new PostgresKeystore(databases.keysUrl);
  run.atEnd(() => keystore.close());
  return { keystore, keks: new FileKeks({ directory: keyDirectory, context, mode }), context };
}

async function currentEpoch(run: OpsRun): Promise<number> {
  const current = (await listKeys(await parts(run))).find(({ state }) => state === 'current');
  if (!current) throw new OpsFailure('there is no key yet: ops keys create');
  return current.epoch;
}

const acts: Readonly<
  Record<string, (run: OpsRun, definition: ContextDefinition, file?: string) => Promise<object>>
> = {
  list: async run => ({ epochs: await listKeys(await parts(run)) }),
  create: async run => createKeys(await parts(run)),
  rotate: async (run, definition) => (await assembled(definition, run)).vault.rewrap(),
  /** Each share is shown once, to be carried away by one custodian. */
  escrow: async run => ({ shares: await escrow(await parts(run), await currentEpoch(run)), needed: 2 }),
  restore: async (run, _definition, file) => {
    if (!file) throw new OpsFailure('a file with one share a line must be given', 2);
    const { keks, context } = await parts(run);
    return restoreFromShares(keks, context, fs.readFileSync(file, 'utf8').split('\n').filter(Boolean));
  },
};

/** The ceremonies of the key encryption keys. A key itself is never printed. */
export const keysCommand = (definition: ContextDefinition): OpsCommand => ({
  name: 'keys',
  description:
    'key encryption keys: list, create, rotate, escrow (three shares, two needed), restore from shares',
  arguments: [
    { name: '<act>', description: Object.keys(acts).join(', ') },
    { name: '[file]', description: 'restore: file with the shares, one a line' },
  ],
  run: async (run, input) => {
    const [name = '', file] = input.args;
    const act = acts[name];
    if (!act) throw new OpsFailure(`${name} is none of ${Object.keys(acts).join(', ')}`, 2);
    return act(run, definition, file);
  },
});
