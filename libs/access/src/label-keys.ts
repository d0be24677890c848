import type { AccessKind } from './access-log';
import type { ApprovalState } from './approvals';

const ownRecipients: Readonly<Record<string, string | undefined>> = {
  csv: 'access:recipient.csv',
  print: 'access:recipient.print',
};

/** i18n keys of what this room names, for pages and print. */
export const accessLabels = {
  kind: (kind: AccessKind) => `access:kind.${kind}`,
  approvalKind: (kind: string) => `access:approval-kind.${kind}`,
  approvalState: (state: ApprovalState) => `access:approval-state.${state}`,
  /** Of the four purposes for which the access log may be read; a context names its own. */
  purpose: (purpose: string) => `access:purpose.${purpose}`,
  /** Of what leaves the hub by itself; undefined for a recipient somebody named. */
  recipient: (recipient: string) => ownRecipients[recipient],
  /** Of the actions of this room; a context names its own. */
  action: (action: string) => `access:action.${action}`,
};
