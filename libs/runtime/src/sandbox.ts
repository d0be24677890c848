import fs from 'node:fs';
import path from 'node:path';
import { Accounts, withOwnRights, type RoleGrant } from '@hub/access';
import type { INestApplication } from '@nestjs/common';
import type { Assembly } from './assemble';
import type { ContextDefinition } from './context-definition';

/** A ready account of the sandbox, printed at its start. */
export interface SignInHint {
  readonly role: string;
  readonly name: string;
  readonly password: string;
}

/** Known to everybody on purpose: it opens nothing but invented cases. */
export const sandboxPassword = (role: string) => `training-${role}`;

/** Of these there are two, so that what takes a second administrator can be tried. */
const pairs = ['administrator'];

/** An account for each role, at the desk where the synthetic cases lie. */
function readyAccounts(definition: ContextDefinition, { book }: Assembly) {
  const desk = definition.sandboxDesk(book);
  const named = withOwnRights(definition.policy).roles.flatMap(role =>
    (pairs.includes(role) ? [role, `${role}2`] : [role]).map(name => ({ role, name })),
  );
  return named.map(({ role, name }) => {
    const grant: RoleGrant = { role, ...desk };
    return {
      signInName: name,
      name: `Training ${name.replaceAll('_', ' ')}`,
      password: sandboxPassword(name),
      grants: [grant],
      ...desk,
    };
  });
}

/**
 * Makes the ready accounts and, in a log that is still empty, the synthetic cases. A file stands in the data directory
 * until these are complete: a first start that was cut off is finished by the next one.
 */
export async function openSandbox(
  definition: ContextDefinition,
  assembly: Assembly,
  app: INestApplication,
): Promise<SignInHint[]> {
  const accounts = readyAccounts(definition, assembly);
  const known = app.get(Accounts, { strict: false });
  await known.seed(accounts);
  const { seed } = assembly.config;
  const unfinished = path.join(assembly.config.dataDirectory, 'seeding');
  if (seed !== '0' && ((await assembly.store.head()) === 0n || fs.existsSync(unfinished))) {
    fs.writeFileSync(unfinished, '');
    const ids = await Promise.all(
      accounts.map(async ({ signInName }) => [signInName, (await known.bySignInName(signInName))?.id ?? '']),
    );
    await definition.seed(seed, assembly, Object.fromEntries(ids) as Record<string, string>);
    fs.rmSync(unfinished);
  }
  return accounts.map(({ signInName, password }) => ({ role: signInName, name: signInName, password }));
}
