import { opsProgram } from '@hub/platform';
import type { ContextDefinition } from '../context-definition';
import { contextCommands } from './commands';
import { keysCommand } from './keys';
import { usersCommand } from './users';
import { verifyCommand } from './verify';

/** The operator's program of one context. @returns exit code */
export async function runOps(definition: ContextDefinition, argv: readonly string[]): Promise<number> {
  const commands = [...contextCommands(definition), usersCommand, verifyCommand, keysCommand(definition)];
  return opsProgram({ context: definition.name, commands }).run(argv);
}
