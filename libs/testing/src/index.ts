export { ApiClient, answered, type ApiAnswer } from './api-client';
export * from './expected-access';
export { PaperBrowser } from './paper-browser';
export { temporaryDatabase, type TemporaryDatabase } from './temporary-database';
