export * from './model';
export * from './edtf';
export { jurisdictionOf, jurisdictions } from './jurisdictions/all';
export { citizenshipGroup, isMemberState, type CitizenshipGroup } from './shared/geography';
