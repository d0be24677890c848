import type { DoctorCheck, Health, OpsRun } from '@hub/platform';
import type { Assembly } from '../assemble';
import type { ContextDefinition } from '../context-definition';
import { dataChecks } from '../health-checks';
import { assembled } from './with-assembly';

/** Keys that no custodian could bring back are lost with this machine. */
async function escrowed({ config, vault }: Assembly): Promise<Health | undefined> {
  if (config.mode !== 'production') return undefined;
  const current = (await vault.options.keystore.epochs()).find(({ state }) => state === 'current');
  if (!current) return undefined; // `keys` says it
  if (current.escrowedAt) return { ok: true, facts: { epoch: current.epoch } };
  return {
    ok: false,
    reason: `nobody holds shares of the key of epoch ${current.epoch}: if this machine is lost, so are all names`,
    next: 'ops keys escrow, with three custodians',
  };
}

/** What the server would say of its data, asked without the server, and whether the keys are in safe hands. */
export function dataDoctor(definition: ContextDefinition): DoctorCheck[] {
  const opened = new WeakMap<OpsRun, Promise<Assembly>>();
  const open = (run: OpsRun): Promise<Assembly> => {
    const assembly = opened.get(run) ?? assembled(definition, run);
    opened.set(run, assembly);
    return assembly;
  };
  const names = ['log', 'keys', 'proof', 'accounts'] as const;
  return [
    ...names.map(name => ({
      name,
      check: async (run: OpsRun) => dataChecks(await open(run))[name]?.(),
    })),
    { name: 'escrow', check: async run => escrowed(await open(run)) },
  ];
}
