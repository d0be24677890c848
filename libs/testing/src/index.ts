export { ApiClient, answered, type ApiAnswer, type ApiServer } from './api-client';
export * from './expected-access';
export { assertSound, fuzzForms } from './form-fuzz';
export { liveServer } from './live-server';
export { PaperBrowser } from './paper-browser';
export { temporaryDatabase, type TemporaryDatabase } from './temporary-database';
export { undescribed } from './undescribed';
export { LogScribe } from './log-scribe';
export { tableHashes } from './table-hashes';
