import { Translator } from '@hub/platform';
import { certificateText, certifiedErasures } from '@hub/vault';
import { Case } from '../case/case';
import { accept } from '../case/command';
import { openCase } from '../case/open-case';
import { recordInError } from '../case/record-in-error';
import { judicialHub, type JudicialHub } from '../contract/judicial-hub';
import { CriteriaLaw } from '../criteria-law';
import { Tables } from '../indicators/tables';
import type { PersonRecord } from '../read/case-tables';
import { act, idOf } from '../testing/names';
import { Absorptions } from './absorptions';
import type { Identity } from './events';
import { ErasePersonHandler } from './erase-person';
import { holdErasure } from './hold-erasure';
import { KnownPersons } from './known-persons';
import { liftHold } from './lift-hold';
import { MergePersonsHandler } from './merge-persons';
import { Person } from './person';
import { RegisterPersonHandler } from './register-person';
import { requestErasure } from './request-erasure';

const secret = { given: 'Kastriot', family: 'Vidhajunik', birth: '1975-03-09' };
const alias = { given: 'Kasto', family: 'Rrëzomajunik', birth: '1975-03-10' };

describe('a suspect who is forgotten', () => {
  let hub: JudicialHub;
  let known: KnownPersons;
  let law: CriteriaLaw;
  let person: string;
  let absorbed: string;
  let caseId: string;

  const register = async (name: string, identity: Identity) => {
    const command = {
      id: idOf(name),
      act: act(`register-${name}`),
      kind: 'natural' as const,
      identity: { ...identity, otherNames: undefined },
    };
    await new RegisterPersonHandler(hub.history, hub.vault, known).execute(command);
    return command.id;
  };
  const on = (id: string, name: string, decide: typeof requestErasure | typeof holdErasure, fields = {}) => {
    const by = act(name);
    const command = { id, act: by, ...fields } as never;
    return hub.history.change(Person, id, state => decide(state, command), by);
  };
  const approve = (id: string, actor: string) =>
    new ErasePersonHandler(hub.history, hub.vault).execute({ id, act: act(`approve-${id}-${actor}`, actor) });
  const record = async (id: string) =>
    (await hub.readModels.query<PersonRecord>('select * from person_record where id = $1', [id])).rows[0];
  const open = async (id: string, identity: PersonRecord['identity']) => {
    const opener = await hub.vault.release({
      subject: id,
      classes: ['identity'],
      purpose: 'proceedings',
      actor: 'prosecutor-1',
      resource: { kind: 'person', id },
    });
    return opener.openMany(Object.values(identity ?? {}));
  };

  beforeAll(async () => {
    hub = await judicialHub();
    known = new KnownPersons(hub.readModels, hub.vault, hub.nameIndex);
    law = new CriteriaLaw(hub.book);
    await hub.caughtUp();
    person = await register('forgotten', secret);
    absorbed = await register('alias', alias);
    const absorptions = new Absorptions(hub.history);
    const merge = { id: person, absorbed, act: act('merge'), note: 'Vidhajunik uses two names.' };
    await new MergePersonsHandler(hub.history, absorptions).execute(merge);
    caseId = idOf('case');
    const opening = {
      id: caseId,
      act: act('open'),
      reference: 'J-2024-XXXXXX7',
      openedOn: '2024-03-01',
      origin: 'police_own',
      legalBasis: ['AL-110a'],
    };
    await hub.history.create(Case, caseId, state => openCase(state, opening, law), opening.act);
    const suspect = { person, kind: 'natural' as const, on: '2024-03-02', legalBasis: ['AL-110a'] };
    await hub.history.change(
      Case,
      caseId,
      state => accept(state, [{ type: 'SuspectRegistered', data: suspect }], law),
      act('suspect'),
    );
    await hub.caughtUp();
  });
  afterAll(() => hub.close());

  it('is readable before, under a key, and nowhere in clear', async () => {
    const row = await record(person);
    expect(Object.keys(row?.identity ?? {}).sort()).toEqual(['birth', 'family', 'given']);
    expect(await open(person, row?.identity ?? null)).toEqual(
      expect.arrayContaining(
        [{ value: 'Vidhajunik' }, { value: 'Kastriot' }].map(value => expect.objectContaining(value)),
      ),
    );
    let log = '';
    for await (const batch of hub.store.log(0n)) log += batch.map(({ data }) => data).join('\n');
    expect(log).not.toMatch(/Vidhajunik|junik|Kastriot|1975/);
  });

  it('stays while a hold stands, and until somebody else than who asked agrees', async () => {
    await expect(approve(person, 'chief-1')).rejects.toMatchObject({ code: 'judicial.person.no-erasure' });
    await on(person, 'hold', holdErasure);
    await expect(
      on(person, 'ask-held', requestErasure, { ground: 'retention_expired' }),
    ).rejects.toMatchObject({
      code: 'judicial.person.held',
    });
    await on(person, 'lift', liftHold);
    await on(person, 'ask', requestErasure, { ground: 'retention_expired' });
    await expect(approve(person, 'prosecutor-1')).rejects.toMatchObject({
      code: 'judicial.person.own-request',
    });
    // A hold that comes after the request stops it all the same, also on a record that was merged into the person.
    await on(absorbed, 'hold-alias', holdErasure);
    await expect(approve(person, 'chief-1')).rejects.toMatchObject({ code: 'judicial.person.held' });
    await on(absorbed, 'lift-alias', liftHold);
    await hub.caughtUp();
    expect(await record(person)).toMatchObject({ forgotten: false, erasure_requested_by: 'prosecutor-1' });
  });

  it('is lost to every reader with all records merged into them; the statistics keep', async () => {
    const tables = new Tables(hub.readModels, hub.book);
    const before = await tables.table('JI02', { by: ['year'] });
    const sealed = [await record(person), await record(absorbed)];
    const approved = await approve(person, 'chief-2');
    await hub.caughtUp();
    for (const [at, id] of [person, absorbed].entries()) {
      expect(await record(id)).toMatchObject({ forgotten: true, identity: null, erasure_requested_by: null });
      // What somebody kept of the read model opens no more.
      const opened = await open(id, sealed[at]?.identity ?? null);
      expect(opened).toHaveLength(3);
      expect(opened.every(part => 'forgotten' in part)).toBe(true);
    }
    for (const name of [secret, alias]) {
      expect(await known.search(name, { ...act('search'), purpose: 'proceedings' })).toEqual([]);
      expect(await hub.nameIndex.find(await hub.vault.names.of(name))).toEqual([]);
    }
    expect(before.rows).toEqual([['2024', 1]]);
    expect(await tables.table('JI02', { by: ['year'] })).toEqual(before);
    // Nothing can be sealed for them any more, so nobody brings them back by mistake.
    await expect(register('forgotten', secret)).rejects.toMatchObject({ code: 'vault.subject-erased' });
    expect(approved.repeated).toBe(false);
  });

  it('is forgotten once: the approval sent again is answered from the log, another one is refused', async () => {
    const before = await hub.store.head();
    const again = await approve(person, 'chief-2');
    const { version } = await hub.history.read(Person, person);
    expect(again).toMatchObject({ id: person, version, repeated: true });
    await expect(approve(person, 'chief-1')).rejects.toMatchObject({ code: 'judicial.person.no-erasure' });
    expect(await hub.store.head()).toBe(before);
  });

  it('has a certificate that names no more than ids and days, in the language of the reader', async () => {
    const { context, keystore } = hub;
    const all = await certifiedErasures({ context, keystore, keystoreBackupDays: 30 });
    expect(all.map(({ subject }) => subject).sort()).toEqual([person, absorbed].sort());
    const translator = Translator.load({ timeZone: hub.book.jurisdiction.timeZone });
    const certificate = all.find(({ subject }) => subject === person);
    if (!certificate) throw new Error('no certificate');
    for (const language of ['en', 'sq']) {
      const text = certificateText(
        certificate,
        (key, params) => translator.t(language, key, params),
        at => translator.formats(language).date(at.toISOString().slice(0, 10)),
      ).join('\n');
      expect(text).toContain(person);
      expect(text).not.toMatch(/vault:|\{\{|Vidhajunik/);
    }
  });

  it('was in a case by mistake: the fact leaves every read model and stays in the log', async () => {
    const { state } = await hub.history.read(Case, caseId);
    const fact = state.facts.find(({ event }) => event.type === 'SuspectRegistered')?.id ?? '';
    const by = act('error');
    await hub.history.change(
      Case,
      caseId,
      before => recordInError(before, { id: caseId, act: by, fact, reason: 'wrong_case' }, law),
      by,
    );
    await hub.caughtUp();
    expect(await new Tables(hub.readModels, hub.book).table('JI02', { by: ['year'] })).toMatchObject({
      rows: [],
    });
    expect((await record(person))?.cases).toEqual([]);
    expect((await hub.store.load(`case-${caseId}`)).map(({ type }) => type)).toEqual([
      'CaseOpened',
      'SuspectRegistered',
      'RecordedInError',
    ]);
  });
});
