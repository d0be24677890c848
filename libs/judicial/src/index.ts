export { nextSteps, type NextStep } from './case/next-steps';
export { judicial } from './judicial';
