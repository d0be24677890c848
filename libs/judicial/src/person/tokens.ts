import type { Vault } from '@hub/vault';
import type { Identity } from './events';
import { nameOf } from './names';

/** Blind-index tokens under which a person is found; a company by its name as one family name. */
export const tokensOf = (vault: Vault, identity: Identity): Promise<string[]> =>
  vault.names.of(nameOf(identity));
