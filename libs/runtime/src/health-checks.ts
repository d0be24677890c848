import type { HealthRegistry } from '@hub/platform';
import type { Assembly } from './assemble';

/** What the health page asks of this process beside its liveness. */
export function addHealthChecks(health: HealthRegistry, { store, readModels, vault }: Assembly): void {
  health.add('log', async () => ({ ok: true, facts: { position: String(await store.head()) } }));
  health.add('read-models', async () => {
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
  });
  health.add('keys', () => {
    const { state, code, faults } = vault.health();
    if (state === 'ok') return { ok: true };
    const reason = code ?? faults.last?.fault ?? 'vault.fault';
    return { ok: false, reason, next: 'see docs/how-to/troubleshooting.md, keys' };
  });
}
