import {
  backupCommand,
  doctorCommand,
  drillCommand,
  opsProgram,
  prepareCommand,
  resetCommand,
  restoreCommand,
  type OpsCommand,
} from '@hub/platform';
import type { ContextDefinition } from '../context-definition';
import { backupPlan } from './backup-plan';
import { contextCommands } from './commands';
import { dataDoctor } from './doctor';
import { entered } from './entered';
import { eraseCommand } from './erase';
import { keysCommand } from './keys';
import { acknowledgeRollbackCommand } from './rollback';
import { usersCommand } from './users';
import { verifyCommand } from './verify';

/** All commands of one context; the calls of the operator stand in its access log. */
export function commandsOf(definition: ContextDefinition): OpsCommand[] {
  const plan = backupPlan(definition);
  return [
    ...[doctorCommand(dataDoctor(definition)), prepareCommand],
    ...[...contextCommands(definition), usersCommand, verifyCommand],
    ...[keysCommand(definition), eraseCommand(definition)],
    ...[backupCommand(plan), restoreCommand(plan), drillCommand(plan)],
    ...[acknowledgeRollbackCommand, resetCommand],
  ].map(entered);
}

/** The operator's program of one context. @returns exit code */
export async function runOps(
  definition: ContextDefinition,
  argv: readonly string[],
  defaults: { readonly port: number },
): Promise<number> {
  return opsProgram({ context: definition.name, commands: commandsOf(definition), ...defaults }).run(argv);
}
