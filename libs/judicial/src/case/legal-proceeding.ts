import { notBefore } from './chronology';
import type { ProceedingEvent } from './events';
import { firstOf, violation, type Violation } from './law';
import { defendantOf, ownDefendants, type Proceeding } from './proceeding';
import { caseStep, isThb, knownBases, knownCode, type Rules } from './rules';

const notYetOpened = (p: Proceeding): Violation | undefined =>
  p.opened ? violation('judicial.case.already-opened') : undefined;

/** Persons to be severed: all known here, none already gone, and somebody stays. */
function severable(p: Proceeding, persons: readonly string[]): Violation | undefined {
  for (const person of persons) {
    const d = defendantOf(p, person);
    if (!d) return violation('judicial.defendant.unknown', '/persons');
    if (d.severedInto !== undefined) return violation('judicial.defendant.severed', '/persons');
    if (d.finalOn !== undefined) return violation('judicial.judgment.already-final', '/persons');
  }
  return persons.length < ownDefendants(p).length
    ? undefined
    : violation('judicial.case.nobody-left', '/persons');
}

function whoIsDescribed(p: Proceeding, person: string | undefined): Violation | undefined {
  if (person === undefined || defendantOf(p, person)) return undefined;
  return violation('judicial.defendant.unknown', '/person');
}

function retriable(p: Proceeding, persons: readonly string[]): Violation | undefined {
  return persons.every(person => defendantOf(p, person)?.finalOn !== undefined)
    ? undefined
    : violation('judicial.judgment.not-final', '/persons');
}

export const proceedingRules: Rules<ProceedingEvent> = {
  CaseOpened: (p, { legalBasis, origin }, law) =>
    firstOf(notYetOpened(p), knownBases(law, legalBasis), knownCode(law, 'case_origin', origin, '/origin')),
  CaseSevered: (p, { legalBasis, defendants, on, openedOn }, law) =>
    firstOf(
      notYetOpened(p),
      knownBases(law, legalBasis),
      defendants.length > 0 ? undefined : violation('judicial.case.nobody-left', '/persons'),
      notBefore(on, openedOn),
    ),
  CaseJoined: (p, { on, defendants }) =>
    firstOf(
      caseStep(p, 'join'),
      notBefore(on, p.openedOn),
      defendants.some(d => ownDefendants(p).some(own => own.person === d.person))
        ? violation('judicial.defendant.already-registered')
        : undefined,
    ),
  DefendantsSevered: (p, { on, persons }) =>
    firstOf(caseStep(p, 'sever'), severable(p, persons), notBefore(on, p.openedOn)),
  OfficialNumberRecorded: p => caseStep(p, 'record-official-number'),
  CaseSealed: p => caseStep(p, 'seal'),
  CaseUnsealed: p => caseStep(p, 'unseal'),
  CaseAssigned: (p, { on }) => firstOf(caseStep(p, 'assign'), notBefore(on, p.openedOn)),
  CaseTransferred: (p, { on, office }) =>
    firstOf(
      caseStep(p, 'transfer'),
      office === p.office ? violation('judicial.case.same-office', '/office') : undefined,
      notBefore(on, p.openedOn),
    ),
  CaseRequalified: (p, { on, legalBasis, reason }, law) =>
    firstOf(
      caseStep(p, 'requalify'),
      knownBases(law, legalBasis),
      reason === 'to_thb' && !isThb(law, legalBasis)
        ? violation('judicial.legal-basis.not-thb', '/legalBasis')
        : undefined,
      notBefore(on, p.openedOn),
    ),
  CooperationRequested: (p, { on, kind }, law) =>
    firstOf(
      caseStep(p, 'request-cooperation'),
      knownCode(law, 'cooperation_type', kind, '/kind'),
      notBefore(on, p.openedOn),
    ),
  SectionRecorded: (p, { person }) => firstOf(caseStep(p, 'record-section'), whoIsDescribed(p, person)),
  CaseClosed: (p, { on, reason, into }, law) =>
    firstOf(
      // A joined case is closed as it stands: its defendants go on elsewhere.
      caseStep(p, into === undefined ? 'close' : 'assign'),
      knownCode(law, 'case_closure', reason, '/reason'),
      notBefore(on, p.openedOn),
    ),
  CaseReopened: (p, { on, persons }) =>
    firstOf(caseStep(p, 'reopen'), retriable(p, persons ?? []), notBefore(on, p.closed?.on)),
};
