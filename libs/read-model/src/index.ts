export { addRows, foldRows, type Key } from './fold';
export type { Failure } from './checkpoints';
export type { Progress } from './build';
export type { Projection, Sql } from './projection';
export { ReadModels, type ReadModelsOptions } from './read-models';
export type { Scope } from './scope';
export type { Snapshot } from './snapshot';
export type { ReadModelsStatus, ReadModelState, ReadModelStatus } from './status';
