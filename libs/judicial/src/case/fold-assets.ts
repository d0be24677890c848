import type { AssetEvent } from './events';
import type { Folds } from './folds';

export const assetFolds: Folds<AssetEvent> = {
  AssetsSeized: (p, { seizure, ...rest }) => ({ ...p, seizures: [...p.seizures, { id: seizure, ...rest }] }),
  ConfiscationOrdered: (p, { confiscation, ...rest }) => ({
    ...p,
    confiscations: [...p.confiscations, { id: confiscation, ...rest, enforced: [] }],
  }),
  ConfiscationEnforced: (p, { confiscation, on, value }) => ({
    ...p,
    confiscations: p.confiscations.map(c =>
      c.id === confiscation ? { ...c, enforced: [...c.enforced, { on, value }] } : c,
    ),
  }),
  CompensationAwarded: (p, { award, ...rest }) => ({
    ...p,
    awards: [...p.awards, { id: award, ...rest, paid: [] }],
  }),
  CompensationPaid: (p, { award, on, value }) => ({
    ...p,
    awards: p.awards.map(a => (a.id === award ? { ...a, paid: [...a.paid, { on, value }] } : a)),
  }),
  CompensationReferred: (p, { on, claims }, { id }) => ({
    ...p,
    referrals: [...p.referrals, { id, on, claims }],
  }),
};
