export { policy } from './access/policy';
