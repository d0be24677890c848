import {
  backupCommand,
  doctorCommand,
  drillCommand,
  opsProgram,
  prepareCommand,
  resetCommand,
  restoreCommand,
} from '@hub/platform';
import type { ContextDefinition } from '../context-definition';
import { backupPlan } from './backup-plan';
import { contextCommands } from './commands';
import { dataDoctor } from './doctor';
import { eraseCommand } from './erase';
import { keysCommand } from './keys';
import { acknowledgeRollbackCommand } from './rollback';
import { usersCommand } from './users';
import { verifyCommand } from './verify';

/** The operator's program of one context. @returns exit code */
export async function runOps(
  definition: ContextDefinition,
  argv: readonly string[],
  defaults: { readonly port: number },
): Promise<number> {
  const plan = backupPlan(definition);
  const commands = [
    ...[
      doctorCommand(dataDoctor(definition)),
      prepareCommand,
      ...contextCommands(definition),
      usersCommand,
      verifyCommand,
    ],
    ...[
      keysCommand(definition),
      eraseCommand(definition),
      backupCommand(plan),
      restoreCommand(plan),
      drillCommand(plan),
    ],
    ...[acknowledgeRollbackCommand, resetCommand],
  ];
  return opsProgram({ context: definition.name, commands, ...defaults }).run(argv);
}
