import { withOwnRights } from '@hub/access';
import { CriteriaBook, jurisdictionOf } from '@hub/codebook';
import { judicial } from '@hub/judicial';
import { Translator } from '@hub/platform';
import { victims } from '@hub/victims';
import { handbookFiles } from '@hub/web';

/** Every file of `docs/handbook`, made from the screens' own texts, the tables of rights and the criteria. */
export function files(): ReadonlyMap<string, string> {
  const jurisdiction = jurisdictionOf('AL');
  if (!jurisdiction) throw new Error('no profile of Albania');
  const sources = [victims, judicial].map(({ name, policy, criteria }) => ({
    context: name,
    policy: withOwnRights(policy),
    rights: {
      role: (role: string) => `${name}-access:role.${role}`,
      action: (action: string) => `${name}-access:action.${action}`,
      purpose: (purpose: string) => `${name}-access:purpose.${purpose}`,
    },
    book: new CriteriaBook(criteria, jurisdiction),
  }));
  return handbookFiles(sources, Translator.load({ strict: true }));
}
