import type { AccessKind } from './access-log';
import type { ApprovalState } from './approvals';

/** i18n keys of what this room names, for pages and print. */
export const accessLabels = {
  kind: (kind: AccessKind) => `access:kind.${kind}`,
  approvalKind: (kind: string) => `access:approval-kind.${kind}`,
  approvalState: (state: ApprovalState) => `access:approval-state.${state}`,
  /** Of the four purposes for which the access log may be read; a context names its own. */
  purpose: (purpose: string) => `access:purpose.${purpose}`,
  /** Of the actions of this room; a context names its own. */
  action: (action: string) => `access:action.${action}`,
};
