import type { Act } from '@hub/event-store';
import { openCase } from '../case/open-case';
import { Case } from '../case/case';
import { accept } from '../case/command';
import { officialNumberTokens } from '../case/official-number';
import { recordOfficialNumber } from '../case/record-official-number';
import { judicialHub, type JudicialHub } from '../contract/judicial-hub';
import { CriteriaLaw } from '../criteria-law';
import { act, idOf } from '../testing/names';
import { Absorptions } from './absorptions';
import type { Identity } from './events';
import { KnownPersons } from './known-persons';
import { MergePersonsHandler } from './merge-persons';
import { Person } from './person';
import { RegisterPersonHandler } from './register-person';
import { restrictProcessing } from './restrict-processing';

describe('suspects who may be known already', () => {
  let hub: JudicialHub;
  let known: KnownPersons;
  let law: CriteriaLaw;

  const register = async (name: string, identity: Identity, more: { notSameAs?: string[] } = {}) => {
    const kind = identity.legalName === undefined ? ('natural' as const) : ('legal' as const);
    const command = {
      id: idOf(name),
      act: act(`register-${name}`),
      kind,
      identity: { ...identity, otherNames: undefined },
    };
    await new RegisterPersonHandler(hub.history, hub.vault, known).execute({ ...command, ...more });
    await hub.caughtUp();
    return command.id;
  };
  /** A case in which the person is a suspect. */
  const suspectIn = async (name: string, person: string, sealed = false) => {
    const id = idOf(name);
    const opening = {
      ...{
        id,
        act: act(`open-${name}`),
        reference: `J-2024-${name}`,
        openedOn: '2024-03-01',
        origin: 'police_own',
      },
      legalBasis: ['AL-110a'],
    };
    await hub.history.create(Case, id, state => openCase(state, opening, law), opening.act);
    const registered = { person, kind: 'natural' as const, on: '2024-03-02', legalBasis: ['AL-110a'] };
    await hub.history.change(
      Case,
      id,
      state =>
        accept(
          state,
          [
            { type: 'SuspectRegistered', data: registered },
            ...(sealed ? [{ type: 'CaseSealed' as const, data: {} }] : []),
          ],
          law,
        ),
      act(`suspect-${name}`),
    );
    await hub.caughtUp();
    return id;
  };
  const asked = (name: string): Act => ({ ...act(name), purpose: 'proceedings' });

  beforeAll(async () => {
    hub = await judicialHub();
    known = new KnownPersons(hub.readModels, hub.vault, hub.nameIndex);
    law = new CriteriaLaw(hub.book);
    await hub.caughtUp();
  });
  afterAll(() => hub.close());

  it('are found across scripts and spellings, with the reason', async () => {
    const person = await register('dordevic', { given: 'Đorđe', family: 'Živković', birth: '1984-05-17' });
    await suspectIn('DORDEV1', person);
    const before = hub.releases.entries.length;
    for (const spelling of [
      { given: 'Ѓорѓе', family: 'Живковиќ', birth: '1984-05-17' },
      { given: 'Djordje', family: 'Zivkovic', birth: '1984-05-17' },
      { given: 'Živković', family: 'Đorđe', birth: '1984-05-17' },
    ]) {
      const [first, ...others] = await known.like(spelling, asked('like'));
      expect(first).toMatchObject({ person });
      expect(first?.reasons.length).toBeGreaterThan(0);
      expect(others).toEqual([]);
    }
    const looks = hub.releases.entries.slice(before).filter(({ purpose }) => purpose === 'proceedings');
    expect(looks.length).toBeGreaterThanOrEqual(3);
    expect(
      await known.like({ given: 'Petra', family: 'Horvat', birth: '1990-01-01' }, asked('none')),
    ).toEqual([]);
  });

  it('stop a registration until somebody says that they are somebody else', async () => {
    const person = await register('kola', { given: 'Arben', family: 'Kullasi', birth: '1979-11-02' });
    const again = { given: 'Арбен', family: 'Куласи', birth: '1979-11-02' };
    await expect(register('kola-again', again)).rejects.toMatchObject({
      code: 'judicial.person.possible-duplicates',
      status: 409,
      options: { extra: { duplicates: [{ person }] } },
    });
    expect((await hub.history.read(Person, idOf('kola-again'))).version).toBe(0);
    const other = await register('kola-again', again, { notSameAs: [person] });
    expect((await hub.history.read(Person, other)).version).toBe(2);
    // The same command once more, as after a lost answer, is answered and not stopped by the person it registered.
    await expect(
      register('kola', { given: 'Arben', family: 'Kullasi', birth: '1979-11-02' }, { notSameAs: [other] }),
    ).resolves.toBe(person);
  });

  it('need two things known of them: one name finds nobody and searches nothing', async () => {
    expect(await known.like({ family: 'Kullasi' }, asked('little'))).toEqual([]);
    await expect(known.search({ family: 'Kullasi' }, asked('little'))).rejects.toMatchObject({
      code: 'vault.search-needs-two',
    });
    expect((await known.search({ given: 'Arben', family: 'Kullasi' }, asked('two'))).length).toBe(2);
  });

  it('are firms by their name and the year they were founded', async () => {
    const firm = await register('firm', { legalName: 'Ura e Re shpk', birth: '2015' });
    expect(await known.search({ legalName: 'URA E RE SHPK', birth: '2015' }, asked('firm'))).toMatchObject([
      { person: firm },
    ]);
  });

  it('are proposed as the record they were merged into', async () => {
    const one = await register('one', { given: 'Mirela', family: 'Gjerazi', birth: '1991-02-03' });
    const other = await register('other', { given: 'Mirjana', family: 'Brkić', birth: '1991-02-03' });
    const absorptions = new Absorptions(hub.history);
    await new MergePersonsHandler(hub.history, absorptions).execute({
      id: one,
      absorbed: other,
      act: act('merge'),
    });
    await hub.caughtUp();
    expect(
      await known.like({ given: 'Mirjana', family: 'Brkic', birth: '1991-02-03' }, asked('merged')),
    ).toMatchObject([{ person: one }]);
  });

  it('are not proposed while their processing is restricted, nor out of a sealed case', async () => {
    const hidden = { given: 'Besnik', family: 'Shegasi', birth: '1988-08-08' };
    const sealed = { given: 'Naim', family: 'Trollasi', birth: '1986-06-06' };
    const first = await register('restricted', hidden);
    const second = await register('sealed', sealed);
    expect(await known.like(hidden, asked('before'))).toHaveLength(1);
    expect(await known.like(sealed, asked('before'))).toHaveLength(1);
    const restrict = { id: first, act: act('restrict') };
    await hub.history.change(Person, first, state => restrictProcessing(state, restrict), restrict.act);
    await suspectIn('SEALED1', second, true);
    const before = hub.releases.entries.length;
    expect(await known.like(hidden, asked('after'))).toEqual([]);
    expect(await known.like(sealed, asked('after'))).toEqual([]);
    // Nobody's key was given out for it either.
    expect(hub.releases.entries.slice(before).filter(({ actor }) => actor !== 'system:index')).toEqual([]);
  });

  it('lead to their case by its official number, however it is written, and by nothing like it', async () => {
    const id = await suspectIn('NUMBER1', idOf('somebody'));
    const number = 'PP 17/2024';
    const command = { id, act: act('number'), number, tokens: await officialNumberTokens(hub.vault, number) };
    await hub.history.change(Case, id, state => recordOfficialNumber(state, command, law), command.act);
    await hub.caughtUp();
    expect(await known.casesNumbered('pp  17/2024')).toEqual([id]);
    expect(await known.casesNumbered('PP 17/2023')).toEqual([]);
  });
});
