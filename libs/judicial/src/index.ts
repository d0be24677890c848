export { nextSteps, type NextStep } from './case/next-steps';
