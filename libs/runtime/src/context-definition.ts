import type { AccessLog, AccessPolicy } from '@hub/access';
import type { Criteria, CriteriaBook } from '@hub/codebook';
import type { History, LoggedEvent, Upcasts } from '@hub/event-store';
import type { HubConfig, Translator } from '@hub/platform';
import type { Projection, ReadModels } from '@hub/read-model';
import type { NameFact, Sealing, Vault } from '@hub/vault';
import type { DynamicModule, INestApplication, Type } from '@nestjs/common';

/** What a context works with, in the server and in the `ops` program alike. */
export interface Tools {
  readonly config: HubConfig;
  readonly book: CriteriaBook;
  readonly history: History;
  readonly readModels: ReadModels;
  readonly vault: Vault;
  readonly accessLog: AccessLog;
  readonly translator: Translator;
}

/** What a table of an indicator is asked for. */
export interface TableRequest {
  readonly by: readonly string[];
  /** Only facts recorded by imports of this source. */
  readonly source?: string;
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Log position or date (`2026-03-31`): the table as it was known then. */
  readonly asOf?: string;
}

export interface Table {
  readonly columns: readonly string[];
  /** Non-zero cells in codebook order; the value is the last column. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** Why there are no figures, e.g. a rate without a population register. */
  readonly notAvailable?: string;
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
  readonly recorded: number;
  readonly rejected: number;
  /** What the source hides or contradicts. */
  readonly notes?: readonly string[];
  readonly errorFile?: string;
}

export type Importer = (request: ImportRequest, tools: Tools) => Promise<ImportReport>;

/** Everything a process needs to know of its context; the context's front door exports one. */
export interface ContextDefinition {
  readonly name: string;
  readonly criteria: Criteria;
  readonly policy: AccessPolicy;
  readonly upcasts: Upcasts;
  readonly sealing: Sealing;
  /** Which names an event speaks of; without it no index of names is kept. */
  readonly names?: (event: LoggedEvent) => readonly NameFact[];
  projections(book: CriteriaBook): readonly Projection[];
  /** Controllers, command handlers, pages. */
  readonly module: Type<unknown> | DynamicModule;
  /** The OpenAPI description of its interface, from its code; served under `/api/v1/openapi.json`. */
  readonly describeApi?: (app: INestApplication, book: CriteriaBook) => object;
  readonly importers: Readonly<Record<string, Importer>>;
  table(indicator: string, request: TableRequest, tools: Tools): Promise<Table>;
  /** Office and county at which the ready accounts of the sandbox work, and its cases lie. */
  sandboxDesk(book: CriteriaBook): { readonly office?: string; readonly county?: string };
  /** Fills an empty sandbox with synthetic cases. @param accounts ids of the ready accounts, by role */
  seed(seed: string, tools: Tools, accounts: Readonly<Record<string, string>>): Promise<void>;
}
