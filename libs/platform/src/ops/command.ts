import type { HubConfig, Purpose } from '../config/hub-config';
import type { Environment } from '../config/settings';
import type { Databases } from '../databases/connections';
import type { Translator } from '../language/translator';
import type { Progress } from './progress';

/** What the operator typed after the name of the command. */
export interface OpsInput {
  /** Positional arguments, in the order of `OpsCommand.arguments`. */
  readonly args: readonly string[];
  /** Value of `--some-option VALUE`. */
  text(option: string): string | undefined;
  /** Value of an option that must be given. @throws one line naming it */
  required(option: string): string;
  /** Whether `--some-flag` was given. */
  flag(option: string): boolean;
}

/** What a command works with. Databases are opened when first asked for and closed at the end. */
export interface OpsRun {
  readonly config: HubConfig;
  readonly env: Environment;
  readonly translator: Translator;
  /** Language of messages: `--lang`, else that of the terminal. */
  readonly language: string;
  /** `ops:<operating-system user>`, the actor of every act of the operator. */
  readonly actor: string;
  readonly json: boolean;
  /** Aborted by Ctrl-C: long work ends at the next safe point. */
  readonly signal: AbortSignal;
  databases(): Promise<Databases>;
  /** The product of the command (a table, a report) on standard output. */
  out(text: string): void;
  /** A remark for the operator on standard error. */
  note(text: string): void;
  progress(what: string, total?: number): Progress;
  /** Carried out at the end, last added first, also after a failure. */
  atEnd(close: () => Promise<void> | void): void;
}

export interface OpsCommand {
  readonly name: string;
  readonly description: string;
  /** `<file>` must be given, `[id]` may, `[ids...]` many. */
  readonly arguments?: readonly { readonly name: string; readonly description: string }[];
  /** Commander's notation: `--format <name>`, `--yes`. */
  readonly options?: readonly {
    readonly flags: string;
    readonly description: string;
    readonly fallback?: string;
    readonly choices?: readonly string[];
  }[];
  /** What production settings it needs; `server` unless given. */
  readonly purpose?: Purpose;
  /** Exists in the sandbox only. */
  readonly sandboxOnly?: boolean;
  /** @returns the result: with `--json` the last line of output, else printed line by line */
  run(run: OpsRun, input: OpsInput): Promise<object | void>;
}

/** A failure the operator can act on: one line, and the exit code of the program. */
export class OpsFailure extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
    readonly result: object = {},
  ) {
    super(message);
    this.name = 'OpsFailure';
  }
}
