import { CriteriaBook, jurisdictionOf } from '@hub/codebook';
import { victimCriteria } from '@hub/codebook/victims';
import { victimsHub, type VictimsHub } from '../contract/victims-hub';
import { Indicators } from '../indicators/table';
import { planCases } from './plan';
import { seed, SEED_CASES } from './seed';

const bookOf = (code: string) => new CriteriaBook(victimCriteria, jurisdictionOf(code)!);
const TODAY = '2026-11-25';

describe('the plan of the synthetic cases', () => {
  it('is the same for the same seed and day, and another for another seed', () => {
    const told = (text: string) => JSON.stringify(planCases(text, bookOf('AL'), TODAY, { count: 50 }));
    expect(told('1')).toBe(told('1'));
    expect(told('1')).not.toBe(told('2'));
  });

  it.each(['AL', 'BA', 'BG', 'HR', 'XK', 'MD', 'ME', 'MK', 'RO', 'RS'])(
    'of %s names people in the script of the jurisdiction, and nobody who could exist',
    code => {
      const cyrillic = ['BG', 'MK', 'RS'].includes(code);
      const script = cyrillic ? /^[\p{Script=Cyrillic}\s-]+$/u : /^[\p{Script=Latin}\s-]+$/u;
      for (const { identity } of planCases('1', bookOf(code), TODAY, { count: 60 })) {
        expect(`${identity.given} ${identity.family}`).toMatch(script);
        expect(identity.contact ?? '@example.invalid').toMatch(/@example\.invalid$/);
        expect(identity.nationalId ?? '00000000').toMatch(/^00000000/);
      }
    },
  );

  it('keeps the shares it is drawn by, within what chance allows', () => {
    const plan = planCases('1', bookOf('AL'), TODAY, { count: 2_000 });
    const women = plan.filter(({ profile }) => profile.sex === 'female').length;
    const children = plan.filter(({ profile }) => profile.age < 18).length;
    // Chi-square with one degree of freedom, p = 0.001.
    const chi = (observed: number, share: number) =>
      (observed - 2_000 * share) ** 2 / (2_000 * share) +
      (2_000 - observed - 2_000 * (1 - share)) ** 2 / (2_000 * (1 - share));
    expect(chi(women, 0.7)).toBeLessThan(10.8);
    expect(chi(children, 0.46)).toBeLessThan(10.8);
  });
});

describe('the seeded sandbox', () => {
  let hub: VictimsHub;
  beforeAll(async () => {
    hub = await victimsHub({ jurisdiction: 'MK', live: false });
    await seed('1', hub);
    await hub.caughtUp();
  }, 300_000);
  afterAll(() => hub.close());

  const count = async (sql: string) => (await hub.readModels.query<{ n: string }>(sql)).rows[0]?.n;

  it('has at least 300 cases', async () => {
    expect(SEED_CASES).toBeGreaterThanOrEqual(300);
    expect(Number(await count('select count(*) as n from case_file'))).toBeGreaterThanOrEqual(300);
  });

  it('tells every kind of fact there is', async () => {
    const types = new Set<string>();
    for await (const batch of hub.store.log(0n)) batch.forEach(({ type }) => types.add(type));
    const expected = [
      'AssistanceAccepted',
      'AssistanceDeclined',
      'AssistanceEnded',
      'AssistanceOffered',
      'CaseAssigned',
      'CaseClosed',
      'CaseRegistered',
      'CaseReopened',
      'CaseSealed',
      'CaseTransferred',
      'CaseUnassigned',
      'CaseUnsealed',
      'CompensationAwarded',
      'CompensationClaimed',
      'CompensationPaid',
      'CompensationRefused',
      'ConsentRecorded',
      'CorrectionRefused',
      'CorrectionRequested',
      'ErasureRefused',
      'ErasureRequested',
      'FactCorrected',
      'GuardianAppointed',
      'HoldLifted',
      'HoldPlaced',
      'IdentityRecorded',
      'ParticipationRecorded',
      'PersonAbsorbed',
      'PersonLinked',
      'PersonMerged',
      'PersonRegistered',
      'PersonRestored',
      'PersonSeparated',
      'ProcessingRestricted',
      'ProtectionEnded',
      'ProtectionGranted',
      'RecordedInError',
      'ReferralAccepted',
      'ReferralDeclined',
      'ReferralReturned',
      'ReferralSent',
      'ResidenceDecided',
      'RestrictionLifted',
      'ReturnCompleted',
      'SectionRecorded',
      'StatusDecided',
    ];
    expect([...types].sort()).toEqual(expected);
  });

  it('keeps no name, number or address in clear', async () => {
    const names = planCases('1', hub.book, new Date().toISOString().slice(0, 10), {
      count: SEED_CASES,
    });
    const words = new Set(
      names.flatMap(({ identity }) => [identity.family!, identity.contact ?? '', identity.nationalId ?? '']),
    );
    words.delete('');
    let log = '';
    for await (const batch of hub.store.log(0n)) log += batch.map(({ data }) => data).join('\n');
    // A short name stands in some ciphertext by chance.
    const clear = log.replace(/"c":"[\w+/=-]+"/g, '');
    expect(clear.length).toBeLessThan(log.length);
    expect([...words].filter(word => clear.includes(word))).toEqual([]);
    expect(clear).toContain('main_exploitation');
  });

  it('is synthetic through and through', async () => {
    expect(await count(`select count(*) as n from case_file where provenance <> 'synthetic'`)).toBe('0');
  });

  it('gives every indicator of the criteria an answer', async () => {
    const indicators = new Indicators(hub.book, hub.readModels);
    for (const { id } of hub.book.indicators) {
      const table = await indicators.table(id, { by: id.startsWith('QI') ? ['organisation'] : ['year'] });
      expect([id, table.notAvailable ?? table.rows.length > 0]).toEqual([
        id,
        id === 'VI04' ? 'victims.indicator.no-population' : true,
      ]);
    }
  });
});
