export { policy } from './access/policy';
export { victims } from './victims';
