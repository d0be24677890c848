import type { AccessPolicy, Rule } from './policy';

/** Roles that exist in both databases' tables, each with people of its own: who keeps accounts and who audits. */
export interface OwnRoles {
  readonly administrator: string;
  readonly auditor: string;
}

/** Purposes for which alone the access log may be used: Directive (EU) 2016/680, art. 25(2). */
export const AUDIT_PURPOSES = [
  'lawfulness-check',
  'self-monitoring',
  'data-security',
  'criminal-proceedings',
] as const;

/** Actions of this room. `session.use` is open to whoever signed in; the others to two roles. */
const OWN_ACTIONS = [
  'session.use',
  'account.list',
  'account.create',
  'account.disable',
  'role.request',
  'role.revoke',
  'approval.list',
  'role.approve',
  'access-log.read',
  'access-log.export',
  'matrix.read',
  'rights.read',
  'operations.read',
] as const;

function ownRules({ administrator, auditor }: OwnRoles): Rule[] {
  const fresh: Pick<Rule, 'obligations'> = { obligations: ['step-up'] };
  const purposes = AUDIT_PURPOSES;
  return [
    { action: 'account.list', role: administrator, scope: 'all' },
    { action: 'account.list', role: auditor, scope: 'all' },
    { action: 'account.create', role: administrator, scope: 'all' },
    { action: 'account.disable', role: administrator, scope: 'all' },
    { action: 'role.request', role: administrator, scope: 'all', ...fresh },
    { action: 'role.revoke', role: administrator, scope: 'all' },
    { action: 'approval.list', role: administrator, scope: 'all' },
    { action: 'approval.list', role: auditor, scope: 'all' },
    { action: 'role.approve', role: administrator, scope: 'all', ...fresh },
    { action: 'access-log.read', role: auditor, scope: 'all', purposes },
    { action: 'access-log.export', role: auditor, scope: 'all', purposes, ...fresh },
    { action: 'matrix.read', role: administrator, scope: 'all' },
    { action: 'matrix.read', role: auditor, scope: 'all' },
    { action: 'rights.read', role: administrator, scope: 'all' },
    { action: 'rights.read', role: auditor, scope: 'all' },
    { action: 'operations.read', role: administrator, scope: 'all' },
  ];
}

/**
 * A context's table of rights together with those of this room. Actions the context already rules on stay as
 * it wrote them; applying it twice changes nothing.
 */
export function withOwnRights(
  policy: AccessPolicy,
  roles: OwnRoles = { administrator: 'administrator', auditor: 'auditor' },
): AccessPolicy {
  const missing = OWN_ACTIONS.filter(action => !policy.actions.includes(action));
  const union = (known: readonly string[], more: readonly string[]) => [...new Set([...known, ...more])];
  const allRoles = union(policy.roles, [roles.administrator, roles.auditor]);
  const everybody = allRoles.map(role => ({ action: 'session.use', role, scope: 'all' }) as const);
  const added = [...everybody, ...ownRules(roles)].filter(rule =>
    missing.some(action => action === rule.action),
  );
  return {
    roles: allRoles,
    actions: [...policy.actions, ...missing],
    purposes: union(policy.purposes, AUDIT_PURPOSES),
    rules: [...policy.rules, ...added],
    secondPerson: union(policy.secondPerson ?? [], ['role.approve']),
  };
}
