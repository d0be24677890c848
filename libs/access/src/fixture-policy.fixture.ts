import type { AccessPolicy } from './policy';

/** A small table of rights with everything that tables of rights have. */
export const fixturePolicy: AccessPolicy = {
  roles: ['officer', 'secretary', 'supervisor', 'chief', 'auditor'],
  actions: [
    'case.read',
    'case.describe',
    'identity.read',
    'case.seal',
    'erasure.approve',
    'table.read',
    'log.read',
  ],
  purposes: ['assistance', 'rights'],
  rules: [
    { action: 'case.read', role: 'officer', scope: 'office', obligations: ['mask-identity', 'log-access'] },
    { action: 'case.read', role: 'officer', scope: 'own', sealed: true, obligations: ['log-access'] },
    { action: 'case.read', role: 'secretary', scope: 'county', obligations: ['mask-identity'] },
    { action: 'case.read', role: 'supervisor', scope: 'all', sealed: true, restricted: true },
    { action: 'case.read', role: 'chief', scope: 'office', sealed: true },
    { action: 'case.describe', role: 'officer', scope: 'own' },
    { action: 'case.describe', role: 'chief', scope: 'office' },
    {
      action: 'identity.read',
      role: 'officer',
      scope: 'own',
      sealed: true,
      purposes: ['assistance'],
      obligations: ['log-access'],
    },
    {
      action: 'identity.read',
      role: 'officer',
      scope: 'own',
      restricted: true,
      purposes: ['rights'],
      obligations: ['log-access'],
    },
    {
      action: 'identity.read',
      role: 'supervisor',
      scope: 'all',
      sealed: true,
      restricted: true,
      purposes: ['rights'],
      obligations: ['log-access'],
    },
    {
      action: 'case.seal',
      role: 'supervisor',
      scope: 'all',
      sealed: true,
      obligations: ['step-up', 'log-access'],
    },
    {
      action: 'erasure.approve',
      role: 'supervisor',
      scope: 'all',
      sealed: true,
      restricted: true,
      obligations: ['step-up'],
    },
    { action: 'erasure.approve', role: 'chief', scope: 'all', obligations: ['step-up'] },
    { action: 'table.read', role: 'supervisor', scope: 'all' },
    { action: 'log.read', role: 'auditor', scope: 'all', purposes: ['rights'] },
  ],
  secondPerson: ['erasure.approve'],
};

/** The same, written a second time by hand: what the law and the memorandum say. */
export const fixtureMatrix = `
  action          | officer                          | secretary | supervisor  | chief   | auditor
  ----------------|----------------------------------|-----------|-------------|---------|--------
  case.read       | office~* own+*                   | county~   | all+=       | office+ | -
  case.describe   | own                              | -         | -           | office  | -
  identity.read   | own+*?assistance own=*?rights    | -         | all+=*?rights | -     | -
  case.seal       | -                                | -         | all+!*      | -       | -
  erasure.approve | -                                | -         | all+=!2     | all!2   | -
  table.read      | -                                | -         | all         | -       | -
  log.read        | -                                | -         | -           | -       | all?rights
`;
