import type { Health, HealthRegistry } from '@hub/platform';
import type { ReadModels } from '@hub/read-model';
import type { VaultHealth } from '@hub/vault';
import type { Assembly } from './assemble';

/** What the operator does about a vault that holds everything back, or a key or value that does not open. */
const nextSteps: Readonly<Record<string, string>> = {
  'vault.kek-missing': 'ops keys create for a new database; ops keys restore with two shares for one in use',
  'vault.kek-of-another-keystore': 'put the right key file back, or ops keys restore with two shares',
  'vault.ledger-behind':
    'the keystore is an old backup: ops erase --replay forgets again what was erased since',
  'vault.revocations-damaged':
    'put the revocation file back from its copy; see docs/how-to/troubleshooting.md',
  'vault.key-missing': 'restore the keystore part of the last backup; see docs/how-to/troubleshooting.md',
  'vault.key-damaged': 'restore the keystore part of the last backup; see docs/how-to/troubleshooting.md',
  'vault.envelope-tampered': 'somebody changed or moved a stored value: ops verify, and call the auditor',
  'vault.envelope-malformed': 'somebody changed a stored value: ops verify, and call the auditor',
};
const elsewhere = 'see docs/how-to/troubleshooting.md, keys';

/** Where the last fault was met: ids and counts, never a value. */
function placeOf({ last, counts }: VaultHealth['faults']): string[] {
  if (!last) return [];
  const times = counts[last.fault] ?? 1;
  return [`event ${last.eventId} of ${last.stream} at ${last.pointer}`, `${times} since the start`];
}

/** The vault in words. */
function keysHealth(
  { state, code, params = {}, faults }: VaultHealth,
  words: (code: string, params: Readonly<Record<string, unknown>>) => string | undefined,
): Health {
  if (state === 'ok') return { ok: true };
  const found = code ?? faults.last?.fault ?? 'vault.fault';
  const place = code === undefined ? placeOf(faults) : [];
  const reason = [found, words(found, params), ...place].filter(Boolean).join('; ');
  return { ok: false, reason, next: nextSteps[found] ?? elsewhere };
}

async function readModelsHealth(readModels: ReadModels): Promise<Health> {
  const { healthy, models, interruption } = await readModels.status();
  if (healthy) return { ok: true, facts: { models: models.length } };
  const stopped = models.find(({ failure }) => failure !== undefined);
  if (stopped?.failure) {
    const { position, type, reason } = stopped.failure;
    return {
      ok: false,
      reason: `${stopped.name} stopped at event ${position} (${type}): ${reason}`,
      next: 'correct the cause, then ops rebuild',
    };
  }
  return {
    ok: false,
    reason: interruption ?? 'a read model is being built',
    next: 'wait; ops doctor tells more',
  };
}

/** Health is asked every few seconds; what reads whole tables is looked at once a minute. */
function everyMinute(look: () => Promise<Health>): () => Promise<Health> {
  let known: Promise<Health> | undefined;
  let at = -Infinity;
  return () => {
    if (!known || performance.now() - at > 60_000) {
      at = performance.now();
      known = look();
      known.catch(() => (known = undefined));
    }
    return known;
  };
}

/** Accounts whose row says other rights than their history. */
async function accountsHealth({ rights }: Pick<Assembly, 'rights'>): Promise<Health> {
  const strange = await rights.drift();
  if (strange.length === 0) return { ok: true };
  return {
    ok: false,
    reason: `rights of ${strange.length} accounts are not what was decided: ${strange.slice(0, 5).join(', ')}`,
    next: 'somebody wrote into the table of accounts: disable them, call the auditor',
  };
}

/** The checks of the stored data, asked by the server's health page and by `ops doctor` alike. */
export const dataChecks = (assembly: Assembly): Readonly<Record<string, () => Health | Promise<Health>>> => {
  const { store, vault, proof, translator } = assembly;
  return {
    log: async () => ({ ok: true, facts: { position: String(await store.head()) } }),
    keys: () => keysHealth(vault.health(), (code, params) => translator.message('en', code, params)),
    proof: () => proof.health(),
    accounts: everyMinute(() => accountsHealth(assembly)),
  };
};

/** What the health page asks of this process beside its liveness. */
export function addHealthChecks(health: HealthRegistry, assembly: Assembly): void {
  for (const [name, check] of Object.entries(dataChecks(assembly))) health.add(name, check);
  health.add('read-models', () => readModelsHealth(assembly.readModels));
}
