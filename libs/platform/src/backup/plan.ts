import type { Databases } from '../databases/connections';
import type { HubConfig } from '../config/hub-config';
import type { OpsRun } from '../ops/command';
import type { Part } from './manifest';

/** What the process that wires a context knows of its databases and backup does not. */
export interface BackupPlan {
  /** Schemas of the main database that hold what cannot be built anew. */
  readonly permanent: readonly string[];
  /** Schemas that are built from the log, e.g. read models. A schema that is neither stops the backup. */
  readonly disposable: (schema: string) => boolean;
  /** Schemas of the keystore's database. */
  readonly keys: readonly string[];
  /** Tables a migration fills by itself, replaced by the backup's. */
  readonly seeded: readonly string[];
  /** Brings new databases to the shape this version needs. */
  migrate(config: HubConfig, databases: Databases): Promise<void>;
  /** How far the logs have grown, e.g. `{ events: 120 }`: sealed into the backup. */
  facts(databases: Databases): Promise<Readonly<Record<string, number>>>;
  /**
   * Before a restore loads anything (not in a drill).
   * @throws to refuse, e.g. while the witness has seen more than the backup holds and nobody acknowledged it
   */
  beforeLoad(
    run: OpsRun,
    backup: { readonly facts: Readonly<Record<string, number>>; readonly acknowledgeRollback: boolean },
  ): Promise<void>;
  /**
   * After loading and before anything is decrypted: what was erased since the backup is forgotten again.
   * @returns what was done, for the operator
   */
  beforeDecrypt(run: OpsRun, restored: Restored): Promise<object>;
}

export interface Restored {
  /** Settings of the restored installation: in a drill those of the scratch one. */
  readonly config: HubConfig;
  readonly databases: Databases;
  readonly drill: boolean;
}

/** The databases of a plan as parts of a backup. */
export function partsOf(plan: BackupPlan, databases: Databases) {
  return {
    log: {
      url: databases.ownerUrl(),
      schemas: plan.permanent,
      disposable: plan.disposable,
      seeded: plan.seeded,
    },
    keys: { url: databases.keysOwnerUrl(), schemas: plan.keys, disposable: () => false, seeded: plan.seeded },
  } as const;
}

/** Binds a sealed file to its database and part. */
export const purposeOf = (context: string, part: Part) => `${context}|${part}`;
