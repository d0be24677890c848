export { describeApi } from './api/open-api';
export { policy } from './access/policy';
export { victims } from './victims';
