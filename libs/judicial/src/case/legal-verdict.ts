import { isConviction } from './defendant';
import { firstOf, violation, type Law, type Violation } from './law';
import { isThb, knownCode } from './rules';
import type { ChargeVerdict, Sentence } from './terms';

/** A verdict answers a charge of the indictment; every charge gets one; trafficking is convicted of under its article. */
export function verdictProblem(
  charges: readonly string[],
  verdicts: readonly ChargeVerdict[],
  law: Law,
  pointer: string,
): Violation | undefined {
  const answered = verdicts.map(v => v.legalBasis);
  if (answered.some(basis => !charges.includes(basis))) return violation('judicial.charge.unknown', pointer);
  if (new Set(answered).size < answered.length) return violation('judicial.charge.twice', pointer);
  if (charges.some(charge => !answered.includes(charge))) {
    return violation('judicial.charge.unanswered', pointer);
  }
  const bases = verdicts.map(v => ({ verdict: v.verdict, basis: v.convictedOf ?? v.legalBasis }));
  return firstOf(
    ...bases.map(({ verdict, basis }) =>
      // A conviction under an article on trafficking is one for trafficking, and only such a one.
      isConviction(verdict) && (verdict === 'convicted_thb') !== isThb(law, [basis])
        ? violation('judicial.verdict.wrong-basis', pointer, { code: basis })
        : undefined,
    ),
    ...verdicts.map(v =>
      v.convictedOf !== undefined && !isConviction(v.verdict)
        ? violation('judicial.verdict.no-conviction', pointer)
        : undefined,
    ),
    ...bases.map(({ basis }) =>
      law.legalBasis(basis) ? undefined : violation('judicial.legal-basis.unknown', pointer, { code: basis }),
    ),
  );
}

const prisonKinds: readonly string[] = ['life', 'imprisonment', 'suspended', 'conditional_partial'];

/** Kinds that say for how long, and what the number of months then means. */
function lengthProblem({ kind, months, suspendedMonths }: Sentence): Violation | undefined {
  if (kind === 'imprisonment' && months === undefined)
    return violation('judicial.sentence.length-missing', '/months');
  if (kind === 'suspended' && suspendedMonths === undefined) {
    return violation('judicial.sentence.length-missing', '/suspendedMonths');
  }
  if (kind === 'conditional_partial' && (months === undefined || suspendedMonths === undefined)) {
    return violation('judicial.sentence.length-missing', '/months');
  }
  return kind === 'life' && months !== undefined
    ? violation('judicial.sentence.life-has-no-length', '/months')
    : undefined;
}

/** A legal person is not imprisoned; a natural one gets no sanction made for companies. */
export function sentenceProblem(
  person: 'natural' | 'legal',
  sentence: Sentence,
  law: Law,
): Violation | undefined {
  const { kind, fine, additional, aggravating } = sentence;
  return firstOf(
    person === 'legal' && prisonKinds.includes(kind)
      ? violation('judicial.sentence.legal-person', '/kind')
      : undefined,
    person === 'natural' && kind === 'legal_person_sanction'
      ? violation('judicial.sentence.natural-person', '/kind')
      : undefined,
    lengthProblem(sentence),
    kind === 'fine_only' && fine === undefined
      ? violation('judicial.sentence.fine-missing', '/fine')
      : undefined,
    ...(additional ?? []).map(code => knownCode(law, 'additional_sanction', code, '/additional')),
    ...(aggravating ?? []).map(code => knownCode(law, 'aggravating', code, '/aggravating')),
  );
}
