import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { victimCriteria } from '@hub/codebook/victims';
import {
  chain,
  currentSchema,
  isLossless,
  leafHash,
  nameId,
  openEvent,
  type DomainEvent,
  type EventMeta,
  type StoredEvent,
} from '@hub/event-store';
import { envelopesIn, isEnvelope, MemoryKeks, MemoryKeystore, ReleaseLog, Vault } from '@hub/vault';
import { Case, type CaseEvent } from '../case/case';
import { OrganisationEntry, organisationStreamId, type OrganisationFact } from '../organisation/organisation';
import type { PersonFact } from '../person/identity';
import { Person } from '../person/person';
import { sealingOf, type VictimsEvent } from '../sealing';
import { upcasts } from '../upcasts';
import { exampleCase, exampleFacts, subject } from './example-facts';

/** Stored events as a log held them: one of each type in each shape it ever had. Never changed, only added to. */
const file = path.resolve(__dirname, '../../../../test/golden/victims.json');

interface Golden extends Omit<StoredEvent, 'hash'> {
  /** Hexadecimal. */
  readonly hash: string;
}

const golden = JSON.parse(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '[]') as Golden[];
const metaOf = ({ meta }: Pick<StoredEvent, 'meta'>) => JSON.parse(meta) as EventMeta;
const types = Object.keys(exampleFacts) as VictimsEvent['type'][];
const has = (type: string, schema: number) =>
  golden.some(event => event.type === type && metaOf(event).schema === schema);

const streamOf = (type: string) => {
  if (type.startsWith('Organisation')) return `organisation-${organisationStreamId('al-shelter-01')}`;
  return personTypes.test(type) ? `person-${subject}` : `case-${exampleCase}`;
};
const personTypes =
  /^(Person|Identity|Processing|Restriction|Hold|Erasure(Requested|Refused|Withdrawn|Completed)|SubjectKey)/;

class NoReleases extends ReleaseLog {
  record = () => Promise.resolve();
}

/** Today's shape of a type, sealed and hashed like any event. */
async function stored(type: VictimsEvent['type'], vault: Vault): Promise<Golden> {
  const event = { type, data: exampleFacts[type] } as DomainEvent;
  const stream = streamOf(type);
  const schema = currentSchema(upcasts, type);
  const id = nameId(`${type}/${schema}`, subject);
  const meta: EventMeta = {
    ...{ command: nameId('command', id), actor: 'system:golden', office: 'al-police-01', schema },
    ...{ provenance: 'synthetic', codebook: victimCriteria.version, recordedAt: '2026-03-12T09:30:00.000Z' },
  };
  const data = JSON.stringify(await vault.seal(event, { stream, eventId: id, schema }));
  const plain = { id, stream, version: 1, type, data, meta: JSON.stringify(meta) };
  const [chained] = chain([plain], undefined);
  return { ...plain, hash: chained?.hash.toString('hex') ?? '' };
}

/** `HUB_GOLDEN=add npx jest golden-events` adds what is missing; what is there stays as it is. */
async function addMissing(): Promise<void> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'golden-'));
  const vault = await Vault.open({
    context: 'victims',
    keystore: new MemoryKeystore(),
    keks: new MemoryKeks('victims'),
    sealing: sealingOf(victimCriteria),
    releases: new NoReleases(),
    revocationFile: path.join(directory, 'revocations.ndjson'),
    createKeys: true,
  });
  for (const type of types) {
    if (!has(type, currentSchema(upcasts, type))) golden.push(await stored(type, vault));
  }
  golden.sort(
    (one, other) => one.type.localeCompare(other.type) || metaOf(one).schema - metaOf(other).schema,
  );
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
  await vault.close();
  fs.rmSync(directory, { recursive: true });
}

/** Data in which every envelope is replaced by one word. */
function masked(value: unknown): unknown {
  if (isEnvelope(value)) return 'sealed';
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner)]));
}

/** An example with the word in the place of everything that is sealed. */
function maskedExample(type: VictimsEvent['type']): unknown {
  const data = structuredClone(exampleFacts[type]) as Record<string, unknown>;
  const sealing = sealingOf(victimCriteria);
  for (const { pointer } of sealing({ type, data }, streamOf(type))) {
    const path = pointer.split('/').slice(1);
    const last = path.pop() ?? '';
    const parent = path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)?.[name], data);
    if (typeof parent === 'object' && parent !== null && last in parent)
      (parent as Record<string, unknown>)[last] = 'sealed';
  }
  return data;
}

describe('the golden events of the victim database', () => {
  beforeAll(async () => {
    if (process.env.HUB_GOLDEN === 'add') await addMissing();
  });

  it('are one of each type in each shape it has had', () => {
    const missing = types.flatMap(type =>
      Array.from({ length: currentSchema(upcasts, type) }, (_, at) => at + 1)
        .filter(schema => !has(type, schema))
        .map(schema => `${type} in shape ${schema}`),
    );
    expect(missing).toEqual([]);
    expect(golden.filter(({ type }) => !(type in exampleFacts)).map(({ type }) => type)).toEqual([]);
    expect(types.length).toBeGreaterThan(50);
  });

  it('keep the leaf they were recorded with', () => {
    const changed = golden.filter(
      ({ hash, ...event }) => leafHash(event, undefined).toString('hex') !== hash,
    );
    expect(changed.map(({ type }) => type)).toEqual([]);
  });

  it('open in the shape of today, nothing lost, nothing sealed in clear', () => {
    for (const { hash, ...event } of golden) {
      const { type } = event;
      const logged = { ...event, hash: Buffer.from(hash, 'hex'), position: 1n };
      const { data, meta, stored: asStored } = openEvent(logged, upcasts);
      expect([type, masked(data)]).toEqual([type, maskedExample(type as VictimsEvent['type'])]);
      expect([type, isLossless(upcasts, type, meta.schema, asStored)]).toEqual([type, true]);
    }
  });

  it('are taken in by the folds of today', () => {
    const head = { id: subject, version: 1, recordedAt: '2026-03-12T09:30:00.000Z', actor: 'ana' };
    for (const { hash, ...event } of golden) {
      const { type, data } = openEvent({ ...event, hash: Buffer.from(hash, 'hex'), position: 1n }, upcasts);
      const fold = () => {
        if (event.stream.startsWith('person-'))
          return Person.evolve({ ...Person.initial, registered: true }, { type, data } as PersonFact, head);
        if (event.stream.startsWith('organisation-'))
          return OrganisationEntry.evolve({}, { type, data } as OrganisationFact);
        return Case.evolve(Case.initial, { type, data } as CaseEvent, head);
      };
      expect(fold).not.toThrow();
    }
  });

  it('hold sealed values of every class they can hold', () => {
    const sealed = golden.flatMap(event => [...envelopesIn(event).keys()]);
    expect(new Set(sealed)).toEqual(
      new Set([
        '/birth',
        '/contact',
        '/family',
        '/given',
        '/nationalId',
        '/note',
        '/otherNames',
        '/reasons/on',
        '/tokens',
        '/values/disability',
      ]),
    );
  });
});
