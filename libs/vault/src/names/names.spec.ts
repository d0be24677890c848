import { population, reentry, seeded } from '../../bench/population';
import { KeyRing } from '../key-ring';
import { MemoryKeks } from '../keks/memory-keks';
import { MemoryKeystore } from '../keystore/memory-keystore';
import { explainMatch, proposalScore, typingErrors } from './explain-match';
import { duplicateKinds, kindOf, NameTokens, searchable, tokenKinds } from './name-tokens';

async function tokensFor(context: string): Promise<NameTokens> {
  const [keystore, keks] = [new MemoryKeystore(), new MemoryKeks(context)];
  await keystore.openEpoch(1, (await keks.create(1)).fingerprint);
  return new NameTokens(new KeyRing(context, keystore, keks));
}

describe('name tokens', () => {
  const ana = { given: 'Ana', family: 'Petrović', birth: '1999-05-17' };

  it('are one for each kind, all different, and the same again for the same name in another script', async () => {
    const tokens = await tokensFor('victims');
    const made = await tokens.of(ana);
    expect(made.map(kindOf).sort()).toEqual(Object.keys(tokenKinds));
    expect(new Set(made.map(token => token.slice(10))).size).toBe(made.length);
    for (const token of made) expect(Buffer.from(token.slice(10), 'base64url')).toHaveLength(16);
    expect(await tokens.of({ given: 'Ана', family: 'ПЕТРОВИЋ', birth: '1999-05-17' })).toEqual(made);
  });

  it('share nothing between two databases, nor before and after a rotation', async () => {
    const [victims, judicial] = [await tokensFor('victims'), await tokensFor('judicial')];
    const mine = await victims.of(ana);
    const theirs = await judicial.of(ana);
    const macs = (tokens: string[]) => tokens.map(token => token.slice(10));
    expect(macs(mine).filter(mac => macs(theirs).includes(mac))).toEqual([]);
    await victims.rotate();
    const rotated = await victims.of(ana);
    expect(macs(mine).filter(mac => macs(rotated).includes(mac))).toEqual([]);
    expect(await victims.areCurrent(mine)).toBe(false);
    expect(await victims.areCurrent(rotated)).toBe(true);
  });

  it('of a whole text are equal for the same text, whatever its spaces and capitals, and for nothing else', async () => {
    const [victims, judicial] = [await tokensFor('victims'), await tokensFor('judicial')];
    const token = await judicial.exact('file-number', 'P 123/2026');
    expect(await judicial.exact('file-number', 'p123/2026 ')).toBe(token);
    expect(await judicial.exact('file-number', 'P 124/2026')).not.toBe(token);
    expect(await judicial.exact('other-number', 'P 123/2026')).not.toBe(token);
    expect((await victims.exact('file-number', 'P 123/2026')).slice(10)).not.toBe(token.slice(10));
    expect(await judicial.areCurrent([token])).toBe(true);
    await judicial.rotate();
    expect(await judicial.areCurrent([token])).toBe(false);
  });

  it('need two components', async () => {
    const tokens = await tokensFor('victims');
    expect(await tokens.of({ family: 'Petrović' })).toEqual([]);
    expect(searchable({ family: 'Petrović' })).toBe(false);
    expect(searchable({ family: 'Petrović', birth: '..' })).toBe(false);
    for (const enough of [
      { given: 'Ana', family: 'Petrović' },
      { family: 'Petrović', birth: '1999' },
      { given: 'Ana', birth: '1999-05-17' },
    ]) {
      expect(searchable(enough)).toBe(true);
      const found = await tokens.of(ana);
      const wanted = await tokens.of(enough);
      expect(wanted.some(token => found.includes(token))).toBe(true);
    }
  });

  it('find a person by an earlier surname and by one half of a double name', async () => {
    const tokens = await tokensFor('victims');
    const recorded = await tokens.of({ ...ana, given: 'Ana-Marija', otherNames: ['Jovanović'] });
    for (const asked of [
      { ...ana, family: 'Јовановић' },
      { ...ana, given: 'Marija' },
    ]) {
      expect((await tokens.of(asked)).some(token => recorded.includes(token))).toBe(true);
    }
  });
});

describe('2,000 persons entered twice', () => {
  const people = population(2000, 20260);
  let tokens: NameTokens;
  let index: Map<string, number[]>;
  beforeAll(async () => {
    tokens = await tokensFor('victims');
    index = new Map();
    for (const [at, person] of people.entries()) {
      for (const token of await tokens.of(person)) index.set(token, [...(index.get(token) ?? []), at]);
    }
  });

  it('have no token that is borne by 1 % of them', () => {
    const most = Math.max(...[...index.values()].map(bearers => bearers.length));
    expect(most / people.length).toBeLessThan(0.01);
    // The control: a surname alone would be.
    const surnames = people.map(({ family }) => family);
    const frequent = Math.max(
      ...[...new Set(surnames)].map(name => surnames.filter(one => one === name).length),
    );
    expect(frequent / people.length).toBeGreaterThan(0.01);
  });

  it('are found again in at least 85 % of the cases with at most two candidates', async () => {
    const random = seeded(99);
    let [found, proposed, candidates, exact] = [0, 0, 0, 0];
    const asked = 600;
    for (let round = 0; round < asked; round++) {
      const at = Math.floor(random() * people.length);
      const person = people[at];
      if (!person) throw new Error('outside the population');
      const entry = reentry(person, random);
      const shared = (await tokens.of(entry)).filter(token => duplicateKinds.includes(kindOf(token)));
      const hits = new Set(shared.flatMap(token => index.get(token) ?? []));
      candidates += hits.size;
      if (hits.has(at)) found++;
      if (hits.has(at) && explainMatch(entry, person).score >= proposalScore) proposed++;
      if (entry.given === person.given && entry.family === person.family && entry.birth === person.birth)
        exact++;
    }
    expect(exact).toBe(0); // every entry differs: comparing as written finds nobody
    expect(found / asked).toBeGreaterThanOrEqual(0.85);
    expect(proposed / asked).toBeGreaterThanOrEqual(0.85);
    expect(candidates / asked).toBeLessThanOrEqual(2);
  });
});

describe('the reason of a match', () => {
  const ana = { given: 'Ana', family: 'Petrović', birth: '1999-05-07' };
  it.each([
    [{ ...ana }, ['names-identical', 'birth-identical']],
    [{ ...ana, family: 'Петровић' }, ['names-other-spelling', 'birth-identical']],
    [{ ...ana, family: 'Petrovci' }, ['names-similar', 'birth-identical']],
    [{ ...ana, birth: '1999-07-05' }, ['names-identical', 'birth-day-month-swapped']],
    [{ ...ana, birth: '1998-05-07' }, ['names-identical', 'birth-one-digit']],
    [{ ...ana, birth: '1999' }, ['names-identical', 'birth-year-same']],
    [{ given: 'Petrović', family: 'Ana', birth: ana.birth }, ['names-swapped', 'birth-identical']],
    [{ ...ana, given: 'Ivana' }, ['family-same', 'birth-identical']],
    [
      { ...ana, family: 'Ilić', otherNames: ['Petrović'] },
      ['names-identical', 'other-name', 'birth-identical'],
    ],
    [{ given: 'Marko', family: 'Babić', birth: ana.birth }, []],
  ])('%j', (other, reasons) => {
    expect(explainMatch(ana, other).reasons).toEqual(reasons);
  });

  it('proposes the likely and not the unlikely', () => {
    const score = (other: object) => explainMatch(ana, { ...ana, ...other }).score;
    expect(score({})).toBe(1);
    expect(score({ family: 'Петровић', birth: '1999-07-05' })).toBeGreaterThan(proposalScore);
    expect(score({ given: 'Ivana' })).toBeGreaterThan(score({ given: 'Ivana', birth: '1971-01-01' }));
    expect(score({ given: 'Ivana', birth: '1971-01-01' })).toBeLessThan(proposalScore);
    expect(score({ given: 'Zoran', family: 'Babić' })).toBe(0);
  });

  it('counts typing errors', () => {
    expect(
      ['petrovic', 'petrovci', 'petovic', 'petrrovic', 'betrovic', 'marko'].map(x =>
        typingErrors('petrovic', x),
      ),
    ).toEqual([0, 1, 1, 1, 1, 7]);
  });
});
