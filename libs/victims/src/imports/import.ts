import type { AccessLog } from '@hub/access';
import type { CriteriaBook } from '@hub/codebook';
import type { History } from '@hub/event-store';
import type { HubConfig, Translator } from '@hub/platform';
import type { ReadModels } from '@hub/read-model';
import type { Vault } from '@hub/vault';

/** What an import, a table and the synthetic cases work with, in the server and in the operator's program alike. */
export interface Tools {
  readonly config: HubConfig;
  readonly book: CriteriaBook;
  readonly history: History;
  readonly readModels: ReadModels;
  readonly vault: Vault;
  readonly accessLog: AccessLog;
  readonly translator: Translator;
}

export interface ImportRequest {
  readonly file: string;
  /** Language of the error file. */
  readonly lang: string;
  /** `ops:<operating-system user>`. */
  readonly actor: string;
  readonly progress: (done: number, total?: number) => void;
}

export interface ImportReport {
  readonly read: number;
  /** Rows recorded now; those a run before had recorded are neither recorded nor rejected. */
  readonly recorded: number;
  readonly rejected: number;
  /** Rows, or persons expanded from counts, that an earlier run had recorded. */
  readonly known?: number;
  /** Of the log after the import, for tables as they were known then. */
  readonly position: string;
  /** Persons that published counts were expanded to. */
  readonly persons?: number;
  /** What the source hides or contradicts. */
  readonly notes?: readonly string[];
  readonly errorFile?: string;
}

export type Importer = (request: ImportRequest, tools: Tools) => Promise<ImportReport>;
