import type { OpsRun } from '@hub/platform';
import { assemble, type Assembly } from '../assemble';
import type { ContextDefinition } from '../context-definition';
import { migrate } from '../migrate';

/**
 * The connected parts for one command, with the databases up to date in the sandbox. Works beside a running server:
 * the log keeps its order by itself, and read models are written by whoever holds their lock.
 */
export async function assembled(definition: ContextDefinition, run: OpsRun): Promise<Assembly> {
  const databases = await run.databases();
  if (databases.embedded || run.config.mode === 'sandbox') await migrate(run.config, databases);
  const assembly = await assemble(definition, run.config, databases);
  run.atEnd(() => assembly.close());
  return assembly;
}

/** The same, with read models that have caught up with the log as it is now. */
export async function caughtUp(definition: ContextDefinition, run: OpsRun): Promise<Assembly> {
  const assembly = await assembled(definition, run);
  await assembly.readModels.start();
  const head = await assembly.store.head();
  while (!(await assembly.readModels.waitFor(head, 10_000))) {
    run.signal.throwIfAborted();
    run.note('waiting for the read models to catch up …');
  }
  return assembly;
}
