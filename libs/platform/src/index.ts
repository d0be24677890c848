export { Refusal, type FieldProblem, type RefusalParams } from './refusal';
export { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './postgres/embedded';
export { freePort } from './postgres/postmaster';
