import { createHash } from 'node:crypto';
import { History, type EventStore } from '@hub/event-store';
import { judicialHub, type JudicialHub } from '../contract/judicial-hub';
import { exampleFacts } from '../contract/example-facts';
import type { TableRequest } from '../indicators/dimension';
import { Tables } from '../indicators/tables';
import { Coding } from '../read/coding';
import { taskKinds, tasksOf } from '../read/tasks';
import { bookOf } from '../testing/names';
import { upcasts } from '../upcasts';
import { NOTE } from './cast';
import { playedState } from './decide-facts';
import { planCases } from './plan';
import { seed, SEED_CASES } from './seed';

const TODAY = '2026-11-25';
const jurisdictions = ['AL', 'BA', 'BG', 'HR', 'XK', 'MD', 'ME', 'MK', 'RO', 'RS'];
const planned = (code: string, { count = 60, text = '1', today = TODAY } = {}) => {
  const book = bookOf(code);
  const desk = book.institutions.find(({ roles }) => roles.includes('prosecutes'))?.id ?? '';
  return planCases(text, book, today, { count, desk });
};

/** The cases as the rules of the use cases let them come to stand; throws where they do not. */
const played = (code: string, today: string) =>
  planned(code, { count: SEED_CASES, today }).map(one => ({
    state: playedState(one, bookOf(code)),
    sittings: one.sittings,
  }));

describe('the plan of the synthetic proceedings', () => {
  it('is the same for the same seed and day, and another for another seed', () => {
    const hash = (text: string) =>
      createHash('sha256')
        .update(JSON.stringify(planned('AL', { text })))
        .digest('hex');
    expect(hash('1')).toBe(hash('1'));
    expect(hash('1')).not.toBe(hash('2'));
  });

  it.each(jurisdictions)(
    'of %s names people in the script of the jurisdiction, and nobody who could exist',
    code => {
      const script = ['BG', 'MK', 'RS'].includes(code)
        ? /^[\p{Script=Cyrillic}\s.-]+$/u
        : /^[\p{Script=Latin}\s.-]+$/u;
      const identities = planned(code).flatMap(({ suspects }) => suspects.flatMap(one => one.identity ?? []));
      expect(identities.length).toBeGreaterThan(60);
      for (const { given = '', family = '', legalName = '', nationalId = '00000000' } of identities) {
        expect(`${given}${family}${legalName}`).toMatch(script);
        expect(nationalId).toMatch(/^00000000/);
      }
    },
  );

  it.each(jurisdictions)('of %s stays with articles, offices and courts of the jurisdiction', code => {
    const book = bookOf(code);
    const institutions = new Set(book.institutions.map(({ id }) => id));
    const facts = planned(code).flatMap(({ sittings }) => sittings.flatMap(sitting => sitting.facts));
    for (const { data } of facts) {
      if ('court' in data) expect(institutions).toContain(data.court);
      if ('office' in data) expect(institutions).toContain(data.office);
      if ('legalBasis' in data) {
        for (const basis of data.legalBasis) expect(book.code('legal_basis', basis)).toBeDefined();
      }
    }
  });

  it.each(jurisdictions)('of %s tells nothing that is against the law', code => {
    for (const { state, sittings } of played(code, TODAY)) {
      expect(state.facts.length).toBe(sittings.flatMap(({ facts }) => facts).length);
      // A name told twice would be taken for the same command again.
      expect(new Set(sittings.map(({ name }) => name)).size).toBe(sittings.length);
    }
  });

  it('leaves work of every kind at the desk, whatever day of the week the sandbox begins', () => {
    for (let day = 1; day <= 7; day++) {
      const atDesk = played('MK', `2026-11-0${day}`).filter(
        ({ state }) => state.proceeding.office === 'mk-general',
      );
      const kinds = new Set(atDesk.flatMap(({ state }) => tasksOf(state, 'MK').map(({ kind }) => kind)));
      // Amendments to approve come after the stories; see below.
      expect([...kinds].sort()).toEqual(taskKinds.filter(kind => kind !== 'approve-amendment').sort());
    }
  });

  it('keeps the shares it is drawn by, within what chance allows', () => {
    const suspects = planned('AL', { count: 1_500 }).flatMap(one => one.suspects);
    const natural = suspects.filter(({ kind }) => kind === 'natural');
    const share = (of: typeof natural) => of.length / natural.length;
    expect(share(natural.filter(({ profile }) => profile['sex'] === 'female'))).toBeCloseTo(0.3, 1);
    const nationals = natural.filter(({ profile: { citizenship } }) => [citizenship].flat().includes('AL'));
    expect(share(nationals)).toBeCloseTo(0.82, 1);
    expect(suspects.length / 1_500).toBeCloseTo(2, 0);
  });
});

describe('the seeded sandbox', () => {
  let hub: JudicialHub;
  let seconds = 0;
  const account = '7f1f8f52-6b1e-4e39-9a0c-1f3b1d1a2b3c';

  beforeAll(async () => {
    hub = await judicialHub({ jurisdiction: 'MK' });
    const started = performance.now();
    await seed('1', hub, { desk: 'mk-general', prosecutor: account });
    seconds = (performance.now() - started) / 1_000;
    await hub.caughtUp();
    process.stdout.write(
      `seed: ${SEED_CASES} proceedings, ${await hub.store.head()} events, ${seconds.toFixed(1)} s\n`,
    );
  });
  afterAll(() => hub.close());

  const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await hub.readModels.query<Row>(sql, values)).rows;

  it('has at least 300 proceedings, in every stage', async () => {
    expect(SEED_CASES).toBeGreaterThanOrEqual(300);
    const found = await rows<{ stage: string; n: string }>(
      'select stage, count(*) n from case_file group by stage',
    );
    expect(found.reduce((sum, { n }) => sum + Number(n), 0)).toBeGreaterThanOrEqual(300);
    expect(found.map(({ stage }) => stage).sort()).toEqual([
      's0_report',
      's1_investigation',
      's2_prosecution_decision',
      's3_indictment',
      's4_trial',
      's5_first_instance_judgment',
      's6_appeal',
      's7_final_judgment',
      's8_enforcement',
    ]);
  });

  it.each<TableRequest>([
    { by: [] },
    { by: ['quarter', 'sex'] },
    { by: ['cohort_outcome', 'year'], filters: { sex: ['male'] } },
    { by: ['citizenship'], filters: { year: ['2025', '2026'], person_kind: ['natural', 'legal'] } },
    { by: ['month'], filters: { cohort_outcome: ['pending', 'convicted_finally'] } },
  ])('has the outcomes of its suspects as counted one by one: $by $filters', async request => {
    const table = await new Tables(hub.readModels, hub.book).table('JI09', request);
    const spoken = [...request.by, ...Object.keys(request.filters ?? {})];
    const bit = spoken.includes('month')
      ? 1
      : spoken.includes('quarter')
        ? 2
        : spoken.includes('year')
          ? 8
          : 16;
    const people = await rows<Record<string, number>>('select * from count_suspected');
    const hits = (one: Record<string, number>) => [
      ...['charged_thb', 'charged_other', 'not_charged', 'decided_otherwise'].filter(
        (_, at) => one['charged'] === at + 1,
      ),
      ...(one['charged'] === 0 ? ['pending'] : []),
      ...(one['outcome'] === 1 ? ['convicted_finally'] : []),
    ];
    const coding = new Coding(hub.book);
    const { sex, year, cohort_outcome: asked } = request.filters ?? {};
    const counted = people.filter(
      one =>
        ((one['first_thb'] ?? 0) & bit) !== 0 &&
        (spoken.includes('person_kind') || one['kind'] === coding.place('person_kind', 'natural')) &&
        (!sex || sex.includes(coding.code('sex', one['sex'] ?? 0))) &&
        (!year || year.includes(String(one['year']))),
    );
    const [persons, value] = ['persons', 'value'].map(name => table.columns.indexOf(name));
    const total = table.rows.reduce((sum, row) => sum + Number(row[persons ?? 0]), 0);
    const shown = (outcome: string) => asked === undefined || asked.includes(outcome);
    expect(total).toBe(counted.flatMap(hits).filter(shown).length);
    expect(total).toBeGreaterThan(20);
    if (request.by.length > 0) return;
    const outcome = table.columns.indexOf('cohort_outcome');
    for (const row of table.rows) {
      const of = counted.filter(one => hits(one).includes(String(row[outcome]))).length;
      expect(row[value ?? 0]).toBe(Math.round((1_000 * of) / counted.length) / 10);
    }
  });

  it('tells every kind of fact there is, but the end of a person', async () => {
    const told = new Set<string>();
    for await (const batch of hub.store.log(0n)) batch.forEach(({ type }) => told.add(type));
    const missing = Object.keys(exampleFacts).filter(type => !told.has(type));
    expect(missing).toEqual(['SubjectKeyDestroyed']);
  });

  it('leaves work of every kind at the desk of the ready accounts, some of it with a deadline ahead', async () => {
    const tasks = await rows<{ kind: string; ahead: boolean; led: boolean }>(
      `select kind, due >= current_date ahead, prosecutors @> array[$1::text] led
         from task join case_file on id = case_id where office = 'mk-general'`,
      [account],
    );
    expect([...new Set(tasks.map(({ kind }) => kind))].sort()).toEqual([...taskKinds].sort());
    expect(tasks.some(({ ahead }) => ahead)).toBe(true);
    expect(tasks.filter(({ led }) => led).length).toBeGreaterThan(10);
  });

  it('keeps no name and no number in clear', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const plan = planCases('1', hub.book, today, { count: SEED_CASES, desk: 'mk-general' });
    const secrets = plan.flatMap(({ suspects }) =>
      suspects.flatMap(({ identity: { family, legalName, nationalId } = {} }) => [
        family,
        legalName,
        nationalId,
      ]),
    );
    let log = '';
    for await (const batch of hub.store.log(0n)) log += batch.map(({ data }) => data).join('\n');
    // A short word stands in some ciphertext by chance.
    const clear = log.replace(/"c":"[\w+/=-]+"/g, '');
    expect(clear.length).toBeLessThan(log.length);
    const found = [...secrets, 'TEST', NOTE].filter(secret => secret !== undefined && clear.includes(secret));
    expect(found).toEqual([]);
    expect(clear).toContain('main_exploitation');
  });

  it('is synthetic through and through', async () => {
    expect(await rows(`select id from case_file where provenance <> 'synthetic'`)).toEqual([]);
  });

  it('gives every indicator of the criteria an answer', async () => {
    const tables = new Tables(hub.readModels, hub.book);
    for (const { id } of hub.book.indicators) {
      const table = await tables.table(id, { by: id.startsWith('QI') ? ['organisation'] : ['year'] });
      expect([id, table.notAvailable ?? table.rows.length > 0]).toEqual([id, true]);
    }
  });
});

describe('a seed that was cut off', () => {
  const cut = (store: EventStore, after: number): EventStore => {
    let left = after;
    return Object.assign(Object.create(store) as EventStore, {
      append: (...args: Parameters<EventStore['append']>) =>
        left-- > 0 ? store.append(...args) : Promise.reject(new Error('the power went')),
    });
  };
  const told = async (store: EventStore) => {
    const counts: Record<string, number> = {};
    for await (const batch of store.log(0n)) {
      for (const { type } of batch) counts[type] = (counts[type] ?? 0) + 1;
    }
    return counts;
  };

  it('goes on where it stopped, wherever that was, and tells nothing twice', async () => {
    const hub = await judicialHub({ jurisdiction: 'AL', inMemory: true });
    const torn = await judicialHub({ jurisdiction: 'AL', inMemory: true });
    try {
      const options = { desk: 'al-general', cases: 60 };
      await seed('1', hub, options);
      for (const appends of [30, 400, 250]) {
        const { vault, book } = torn;
        const history = new History(cut(torn.store, appends), {
          sealer: vault,
          upcasts,
          codebook: book.version,
        });
        await expect(seed('1', { ...torn, history }, options)).rejects.toThrow('the power went');
      }
      await seed('1', torn, options);
      const whole = await told(hub.store);
      expect(await told(torn.store)).toEqual(whole);
      // As when the mark that it was complete could not be taken away.
      await seed('1', torn, options);
      expect(await told(torn.store)).toEqual(whole);
    } finally {
      await Promise.all([hub.close(), torn.close()]);
    }
  });
});
