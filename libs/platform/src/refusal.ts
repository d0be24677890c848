/** Values put into the message of a refusal; never personal data. */
export type RefusalParams = Readonly<Record<string, string | number | boolean>>;

export interface FieldProblem {
  /** JSON pointer of the field in the request, e.g. `/values/date_of_birth`. */
  readonly pointer: string;
  /** Stable code, at once the i18n key: `codebook.not-in-list`. */
  readonly code: string;
  readonly params?: RefusalParams;
}

/**
 * A request the hub understands and refuses. `code` is stable: it is the i18n key of the message
 * (`<namespace>.<key>`, file `i18n/<lang>/<namespace>.json`) and the `type` of the problem document.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly params: RefusalParams = {},
    readonly options: {
      status?: number;
      problems?: readonly FieldProblem[];
      extra?: Record<string, unknown>;
    } = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }

  /** HTTP status; 422 unless the refusal says otherwise. */
  get status(): number {
    return this.options.status ?? 422;
  }
}
