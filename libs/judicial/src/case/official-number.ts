import type { Vault } from '@hub/vault';

/** Tells tokens of official numbers apart from those of other texts looked up by equality. */
export const OFFICIAL_NUMBER = 'official-number';

/** Blind-index tokens of the number, so that the case is found by it without any number being opened. */
export const officialNumberTokens = async (vault: Vault, number: string): Promise<string[]> => [
  await vault.names.exact(OFFICIAL_NUMBER, number),
];
