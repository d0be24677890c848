import type { RefusalParams } from '@hub/platform';

/** Why a row was not recorded: where in the file, which field, and the reason as a key of the catalogue. */
export interface Rejection {
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly params?: RefusalParams;
}

/** Thrown while a row is understood, before anything of it is recorded. */
export class RowRejected extends Error {
  constructor(
    readonly field: string,
    readonly code: string,
    readonly params: RefusalParams = {},
  ) {
    super(code);
    this.name = 'RowRejected';
  }
}
