import type { Vault } from '@hub/vault';
import type { Identity } from './events';

/** Blind-index tokens under which a person is found; a company by its name as one family name. */
export function tokensOf(vault: Vault, identity: Identity): Promise<string[]> {
  const { given, family, legalName, otherNames, birth } = identity;
  const name = legalName === undefined ? { given, family } : { family: legalName };
  return vault.names.of({
    ...name,
    ...(otherNames && { otherNames }),
    ...(birth !== undefined && birth !== 'unknown' && { birth }),
  });
}
