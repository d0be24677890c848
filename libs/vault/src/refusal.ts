/**
 * What the vault refuses to do, with the stable code that is also its message key. Carries ids and counts at
 * most, never a value.
 */
export class VaultRefusal extends Error {
  constructor(
    readonly code: `vault.${string}`,
    readonly status: number,
    readonly params: Readonly<Record<string, string | number>> = {},
    cause?: unknown,
  ) {
    super(code, { cause });
    this.name = 'VaultRefusal';
  }
}
