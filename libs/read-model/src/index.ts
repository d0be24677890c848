export { countFacets, listedUnder, type Facet, type FacetCounts } from './facets';
export { addRows, foldRows, type Key } from './fold';
export type { Failure } from './checkpoints';
export type { Progress } from './build';
export type { Deviation } from './compare';
export type { Projection, Sql } from './projection';
export { ReadModels, type ReadModelsOptions } from './read-models';
export type { Scope } from './scope';
export type { Snapshot } from './snapshot';
export { explainStatus, type ReadModelsStatus, type ReadModelState, type ReadModelStatus } from './status';
export type { Difference } from './proof/audit';
export { explain, type Line } from './proof/explain';
export { postgresLeaves, StoreLeaves, type Leaves } from './proof/leaves';
export { postgresRows, storeRows, type LogRows } from './proof/log-rows';
export { proofOf, verifyReceipt, type Receipt } from './proof/receipt';
export { acknowledgeRollback, RollbackRefused, type RollbackOptions } from './proof/rollback';
export { ensureSignerKey } from './proof/signer-key';
export { runSigner, type SignerOptions, type SignerReport } from './proof/signer';
export { checkAgainstWitness, type StartCheck, type Verdict, type WitnessOptions } from './proof/start-rule';
export { exitCodeOf, type Proof } from './proof/verdict';
export {
  ProofInputRefused,
  verifyLog,
  verifyRows,
  type VerifyLogOptions,
  type VerifyProgress,
} from './proof/verify';
