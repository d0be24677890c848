export type {
  ContextDefinition,
  ImportReport,
  ImportRequest,
  Importer,
  Table,
  TableRequest,
  Tools,
} from './context-definition';
export { runServer, startServer, type RunningServer } from './server';
export { runOps } from './ops/run-ops';
export { runContextSigner } from './signer';
