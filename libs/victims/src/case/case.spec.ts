import { CriteriaBook, jurisdictions } from '@hub/codebook';
import { victimCriteria } from '@hub/codebook/victims';
import type { Act } from '@hub/event-store';
import fc from 'fast-check';
import { anyAttempts, attempt, caseOf, eventId, registered, TODAY, type Attempt } from '../contract/any-case';
import { assertStillPossible } from './amendment';
import { approveCorrection } from './approve-correction';
import { correctFact, type CorrectFact } from './correct-fact';
import { returnCorrection } from './return-correction';
import type { Setting } from '../setting';
import { withdrawCorrection } from './withdraw-correction';
import { Case, caseOrder, isAmendment, viewOf, type CaseEvent, type CaseFact, type CaseState } from './case';

const book = jurisdictions.slice(0, 1).map(one => new CriteriaBook(victimCriteria, one))[0];
const opened: Attempt = { kind: 'fact', fact: registered };

const fold = (events: readonly CaseEvent[]): CaseState =>
  events.reduce<CaseState>(
    (state, event, index) => Case.evolve(state, event, { id: eventId(index + 1), version: index + 1 }),
    Case.initial,
  );

const given = (...facts: CaseFact[]) => fold([registered, ...facts]);
const refusal = (state: CaseState, fact: CaseFact) => caseOrder(state.view, fact)?.code;

describe('any case', () => {
  it('folds whatever sequence was accepted, and every prefix of it was acceptable', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyAttempts, tried => {
        const { events } = caseOf(tried);
        events.forEach(({ type }) => kinds.add(type));
        let state: CaseState = Case.initial;
        events.forEach((event, index) => {
          if (!isAmendment(event)) expect(caseOrder(state.view, event)).toBeUndefined();
          state = Case.evolve(state, event, { id: eventId(index + 1), version: index + 1 });
        });
      }),
      { numRuns: 80, seed: 20_261_125 },
    );
    // The generator reaches every kind of fact there is; otherwise the property says little.
    expect([...kinds].sort()).toHaveLength(31);
  });

  it('is known step by step as it is known at once, from its standing facts alone', () => {
    fc.assert(
      fc.property(anyAttempts, tried => {
        const { events, state } = caseOf(tried);
        expect(state).toEqual(fold(events));
        if (!state.void) expect(state.view).toEqual(viewOf(state.facts));
      }),
      { numRuns: 50 },
    );
  });

  it('stays possible under every accepted correction', () => {
    fc.assert(
      fc.property(anyAttempts, tried => {
        const { state } = caseOf(tried);
        if (!state.void) assertStillPossible(state.facts, { today: TODAY });
      }),
      { numRuns: 50 },
    );
  });

  it('leaves every view when it was registered in error', () => {
    const { state } = caseOf([opened, { kind: 'withdraw', nth: 0 }]);
    expect(state.void).toBe(true);
    expect(attempt(state, opened, 3)).toBeUndefined();
  });
});

const presumed: CaseFact = { type: 'StatusDecided', data: { status: 'presumed', on: '2024-03' } };
const identified: CaseFact = { type: 'StatusDecided', data: { status: 'identified', on: '2024-05-02' } };
const consent: CaseFact = { type: 'ConsentRecorded', data: { status: 'given', on: '2024-03' } };
const sent: CaseFact = {
  type: 'ReferralSent',
  data: { referral: 'r', to: 'al-ngo', needs: ['medical'], on: '2024-04-01' },
};
const offered: CaseFact = {
  type: 'AssistanceOffered',
  data: { assistance: 'a', types: ['medical', 'legal_aid'], provider: 'al-ngo', on: '2024-04-01' },
};
const closed: CaseFact = { type: 'CaseClosed', data: { reason: 'returned', on: '2025' } };
const claimed: CaseFact = {
  type: 'CompensationClaimed',
  data: { claim: 'c', source: 'state_fund', on: '2024-06' },
};
const awarded: CaseFact = {
  type: 'CompensationAwarded',
  data: { claim: 'c', amount: { amount: 100, currency: 'EUR' }, on: '2024-09' },
};

describe('illegal order is refused with the reason', () => {
  it.each<[string, CaseState, CaseFact]>([
    ['victims.case.not-registered', Case.initial, presumed],
    ['victims.case.already-registered', given(), registered],
    ['victims.case.already-closed', given(closed), presumed],
    [
      'victims.case.not-closed',
      given(),
      { type: 'CaseReopened', data: { on: '2025', person: 'p', note: 'n' } },
    ],
    ['victims.case.referral-unanswered', given(consent, sent), closed],
    ['victims.case.assistance-open', given(offered), closed],
    [
      'victims.case.already-assigned',
      given({ type: 'CaseAssigned', data: { to: 'ana' } }),
      { type: 'CaseAssigned', data: { to: 'ana' } },
    ],
    ['victims.status.unchanged', given(presumed), presumed],
    [
      'victims.status.already-identified',
      given(identified),
      { type: 'StatusDecided', data: { status: 'presumed', on: '2024-06' } },
    ],
    [
      'victims.status.identified-not-rejected',
      given(identified),
      { type: 'StatusDecided', data: { status: 'rejected', on: '2024-06' } },
    ],
    [
      'victims.status.nothing-to-withdraw',
      given(),
      { type: 'StatusDecided', data: { status: 'withdrawn', on: '2024-06' } },
    ],
    [
      'victims.status.before-last',
      given(presumed),
      { type: 'StatusDecided', data: { status: 'identified', on: '2024-02-28' } },
    ],
    [
      'victims.consent.not-given',
      given(),
      { type: 'ConsentRecorded', data: { status: 'withdrawn', on: '2024' } },
    ],
    ['victims.referral.no-consent', given(), sent],
    [
      'victims.referral.no-consent',
      given(consent, { type: 'ConsentRecorded', data: { status: 'withdrawn', on: '2024-03-31' } }),
      sent,
    ],
    [
      'victims.referral.unknown',
      given(consent),
      { type: 'ReferralAccepted', data: { referral: 'r', on: '2024-05' } },
    ],
    [
      'victims.referral.answer-before-sending',
      given(consent, sent),
      { type: 'ReferralAccepted', data: { referral: 'r', on: '2024-03-31' } },
    ],
    [
      'victims.referral.not-accepted',
      given(consent, sent),
      { type: 'ReferralReturned', data: { referral: 'r', on: '2024-05', person: 'p', note: 'n' } },
    ],
    [
      'victims.assistance.not-offered',
      given(offered),
      { type: 'AssistanceAccepted', data: { assistance: 'a', types: ['documents'], on: '2024-05' } },
    ],
    [
      'victims.assistance.not-running',
      given(offered),
      { type: 'AssistanceEnded', data: { assistance: 'a', outcome: 'completed', on: '2024-05' } },
    ],
    [
      'victims.compensation.not-awarded',
      given(claimed),
      { type: 'CompensationPaid', data: { claim: 'c', amount: { amount: 1, currency: 'EUR' }, on: '2025' } },
    ],
    [
      'victims.compensation.more-than-awarded',
      given(claimed, awarded),
      {
        type: 'CompensationPaid',
        data: { claim: 'c', amount: { amount: 100.01, currency: 'EUR' }, on: '2025' },
      },
    ],
    [
      'victims.compensation.other-currency',
      given(claimed, awarded),
      { type: 'CompensationPaid', data: { claim: 'c', amount: { amount: 1, currency: 'ALL' }, on: '2025' } },
    ],
    ['victims.protection.unknown', given(), { type: 'ProtectionEnded', data: { measure: 'm', on: '2025' } }],
  ])('%s', (code, state, fact) => {
    expect(refusal(state, fact)).toBe(code);
  });

  it('and a legal order is not', () => {
    const whole: CaseFact[] = [
      consent,
      presumed,
      sent,
      { type: 'ReferralAccepted', data: { referral: 'r', on: '2024-04' } },
      identified,
      offered,
      { type: 'AssistanceAccepted', data: { assistance: 'a', types: ['medical'], on: '2024-05' } },
      { type: 'AssistanceEnded', data: { assistance: 'a', outcome: 'completed', on: '2024-12' } },
      claimed,
      awarded,
      {
        type: 'CompensationPaid',
        data: { claim: 'c', amount: { amount: 60.5, currency: 'EUR' }, on: '2025' },
      },
      {
        type: 'CompensationPaid',
        data: { claim: 'c', amount: { amount: 39.5, currency: 'EUR' }, on: '2025' },
      },
      closed,
    ];
    whole.forEach((fact, index) => expect(refusal(given(...whole.slice(0, index)), fact)).toBeUndefined());
  });
});

describe('a correction', () => {
  const late = given(presumed, identified);
  const decision = eventId(2);

  it('changes what is known and leaves the recorded fact in the log', () => {
    const event: CaseEvent = {
      type: 'FactCorrected',
      data: { fact: decision, changes: { on: '2024-01' }, person: 'p', reason: 'typing_error', note: 'n' },
    };
    const after = Case.evolve(late, event, { id: eventId(4), version: 4 });
    expect(after.view.status.decisions.map(({ on }) => on)).toEqual(['2024-01', '2024-05-02']);
    expect(after.facts[1]).toMatchObject({ version: 2, asOf: 4, corrections: [eventId(4)] });
  });

  it('cannot make a later fact impossible', () => {
    const event: CaseEvent = {
      type: 'FactCorrected',
      data: { fact: decision, changes: { on: '2024-06' }, person: 'p', reason: 'typing_error', note: 'n' },
    };
    const after = Case.evolve(late, event, { id: eventId(4), version: 4 });
    expect(() => assertStillPossible(after.facts, { today: TODAY })).toThrow(
      expect.objectContaining({ code: 'victims.correction.breaks-order' }),
    );
  });
});

describe('a request to correct a decision', () => {
  const setting: Setting = { today: TODAY, book, organisation: () => undefined };
  const by = (actor: string): Act => ({ command: eventId(90), actor, provenance: 'synthetic' });
  const asked: CorrectFact = {
    ...{ case: eventId(80), act: by('ana'), fact: eventId(2), changes: { on: '2024-02' } },
    ...{ reason: 'typing_error', note: 'n' },
  };
  const then = (state: CaseState, [event]: readonly CaseEvent[], version: number, actor: string) =>
    event
      ? Case.evolve(state, event, {
          id: eventId(version),
          version,
          actor,
          recordedAt: '2024-06-01T08:00:00Z',
        })
      : state;
  const waiting = then(given(presumed), correctFact(given(presumed), asked, setting), 3, 'ana');
  const request = eventId(3);
  const answer = (actor: string) => ({ case: eventId(80), act: by(actor), request });
  const refused = (code: string) => expect.objectContaining({ code }) as Error;

  it('is withdrawn by who asked, and by nobody else', () => {
    expect(() => withdrawCorrection(waiting, answer('beni'), setting)).toThrow(
      refused('victims.correction.not-own-request'),
    );
    const after = then(waiting, withdrawCorrection(waiting, answer('ana'), setting), 4, 'ana');
    expect(after.requests).toEqual({});
    expect(after.view).toEqual(given(presumed).view);
    expect(() => withdrawCorrection(after, answer('ana'), setting)).toThrow(
      refused('victims.correction.no-such-request'),
    );
  });

  it('is sent back with reasons at its fields, and a better one takes its place', () => {
    const send = (actor: string, reasons: Record<string, string>) =>
      returnCorrection(waiting, { ...answer(actor), reasons }, setting);
    expect(() => send('ana', { on: 'which day?' })).toThrow(refused('victims.correction.own-request'));
    expect(() => send('beni', {})).toThrow(refused('victims.correction.needs-reason'));
    expect(() => send('beni', { nothing: 'x' })).toThrow(refused('victims.correction.needs-reason'));
    const back = then(waiting, send('beni', { on: 'which day?' }), 4, 'beni');
    expect(back.requests[request]?.returned).toEqual({
      ...{ by: 'beni', on: '2024-06-01', reasons: { on: 'which day?' } },
    });
    expect(() => approveCorrection(back, answer('beni'), setting)).toThrow(
      refused('victims.correction.sent-back'),
    );
    const better = { ...asked, changes: { on: '2024-02-03' }, request };
    expect(() => correctFact(waiting, better, setting)).toThrow(
      refused('victims.correction.no-such-request'),
    );
    expect(() => correctFact(back, { ...better, act: by('cela') }, setting)).toThrow(
      refused('victims.correction.no-such-request'),
    );
    const again = then(back, correctFact(back, better, setting), 5, 'ana');
    expect(Object.keys(again.requests)).toEqual([eventId(5)]);
    expect(again.requests[eventId(5)]?.returned).toBeUndefined();
  });
});
