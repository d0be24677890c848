import { CodeField, OneOfField } from '../fields';
import type { ChargeVerdict, Verdict } from './terms';

const verdicts = [
  'convicted_thb',
  'convicted_other',
  'acquitted',
  'charge_rejected',
  'discontinued',
  'other',
];

/** What the court decided on one charge. */
export class VerdictBody {
  @CodeField('legal_basis')
  legalBasis: string;

  @OneOfField(verdicts)
  verdict: Verdict;

  /** Where the court convicted under another article than the one charged. */
  @CodeField('legal_basis', { optional: true })
  convictedOf?: string;
}

export function given({ legalBasis, verdict, convictedOf }: VerdictBody): ChargeVerdict {
  return { legalBasis, verdict, ...(convictedOf !== undefined && { convictedOf }) };
}
