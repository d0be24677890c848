export { ApiClient, answered, type ApiAnswer } from './api-client';
export * from './expected-access';
export { assertSound, fuzzForms } from './form-fuzz';
export { PaperBrowser } from './paper-browser';
export { temporaryDatabase, type TemporaryDatabase } from './temporary-database';
export { undescribed } from './undescribed';
