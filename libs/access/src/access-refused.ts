/** Values put into the message of a refusal; never personal data. */
export type RefusalParams = Readonly<Record<string, string | number | boolean>>;

/**
 * A request the hub understands and does not allow. `code` is stable: it is the i18n key of the message
 * (`access.sign-in-failed` = namespace `access`, key `sign-in-failed`) and the `type` of the problem document.
 */
export class AccessRefused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly params: RefusalParams = {},
    /** Seconds after which another try makes sense. */
    readonly retryAfter?: number,
  ) {
    super(code);
    this.name = 'AccessRefused';
  }
}
