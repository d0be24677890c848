import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judicialCriteria } from '@hub/codebook/judicial';
import {
  chain,
  currentSchema,
  isLossless,
  leafHash,
  nameId,
  openEvent,
  type EventMeta,
  type LoggedEvent,
  type StoredEvent,
} from '@hub/event-store';
import { envelopesIn, isEnvelope, MemoryKeks, MemoryKeystore, Vault } from '@hub/vault';
import { Case, noCase } from '../case/case';
import { defendantOf } from '../case/proceeding';
import type { CaseEvent } from '../case/events';
import type { PersonEvent } from '../person/events';
import { Person } from '../person/person';
import { sealing } from '../sealing';
import { upcasts } from '../upcasts';
import { example, exampleFacts, streamOf } from './example-facts';
import { Releases } from './judicial-hub';

/** Events as a log held them: one of each type in each shape it ever had. Added to, never changed. */
const file = path.resolve(__dirname, '../../../../test/golden/judicial.json');

type Golden = Omit<StoredEvent, 'hash'> & { /** Hexadecimal. */ readonly hash: string };
type Type = keyof typeof exampleFacts;

const golden = JSON.parse(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '[]') as Golden[];
const types = Object.keys(exampleFacts) as Type[];
const schemaOf = ({ meta }: Golden) => (JSON.parse(meta) as EventMeta).schema;
const held = (type: string, schema: number) =>
  golden.some(event => event.type === type && schemaOf(event) === schema);
const logged = ({ hash, ...event }: Golden): LoggedEvent => ({
  ...event,
  hash: Buffer.from(hash, 'hex'),
  position: 1n,
});

/** The example of a type, sealed and hashed in today's shape as any event is. */
async function made(type: Type, vault: Vault): Promise<Golden> {
  const schema = currentSchema(upcasts, type);
  const stream = streamOf(type);
  const id = nameId(`${type}/${schema}`, example.case);
  const meta: EventMeta = {
    ...{ command: nameId('command', id), actor: 'system:golden', office: 'al-spak', purpose: 'proceedings' },
    ...{ provenance: 'synthetic', codebook: judicialCriteria.version, schema },
    recordedAt: '2026-03-12T09:30:00.000Z',
  };
  const sealed = await vault.seal({ type, data: exampleFacts[type] }, { stream, eventId: id, schema });
  const plain = { id, stream, version: 1, type, data: JSON.stringify(sealed), meta: JSON.stringify(meta) };
  return { ...plain, hash: leafHash(plain, undefined).toString('hex') };
}

/** `HUB_GOLDEN=add npx jest judicial/src/contract/golden` adds what is missing and leaves what is there. */
async function addMissing(): Promise<void> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'golden-'));
  const vault = await Vault.open({
    context: 'judicial',
    keystore: new MemoryKeystore(),
    keks: new MemoryKeks('judicial'),
    sealing,
    releases: new Releases(),
    revocationFile: path.join(directory, 'revocations.ndjson'),
    createKeys: true,
  });
  for (const type of types) {
    if (!held(type, currentSchema(upcasts, type))) golden.push(await made(type, vault));
  }
  const place = ({ type }: Golden) => types.indexOf(type as Type);
  golden.sort((one, other) => place(one) - place(other) || schemaOf(one) - schemaOf(other));
  fs.writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
  await vault.close();
  fs.rmSync(directory, { recursive: true });
}

/** Data with one word in the place of every envelope. */
function masked(value: unknown): unknown {
  if (isEnvelope(value)) return '(sealed)';
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner)]));
}

/** The example with the same word in the place of everything that today is sealed. */
function maskedExample(type: Type): unknown {
  const data: unknown = structuredClone(exampleFacts[type]);
  for (const { pointer } of sealing({ type, data: data as object }, streamOf(type))) {
    const names = pointer.slice(1).split('/');
    const last = names.pop() ?? '';
    const parent = names.reduce((inner, name) => (inner as Record<string, unknown>)[name], data);
    const fields = parent as Record<string, unknown>;
    if (last in fields) fields[last] = '(sealed)';
  }
  return data;
}

describe('the golden events of the judicial database', () => {
  beforeAll(async () => {
    if (process.env.HUB_GOLDEN === 'add') await addMissing();
  });

  it('are one of each type in each shape it has had, and none of a type that is gone', () => {
    const shapes = types.flatMap(type =>
      Array.from({ length: currentSchema(upcasts, type) }, (_, at) => `${type}/${at + 1}`),
    );
    expect(golden.map(event => `${event.type}/${schemaOf(event)}`)).toEqual(shapes);
    expect(types.length).toBeGreaterThan(60);
  });

  it('keep the bytes and the leaf they were recorded with', () => {
    for (const { hash, ...event } of golden) {
      expect([event.type, leafHash(event, undefined).toString('hex')]).toEqual([event.type, hash]);
      expect(chain([event], undefined)[0]?.hash.toString('hex')).toBe(hash);
    }
  });

  it('open in the shape of today, nothing lost, and sealed is what is sealed today', () => {
    for (const event of golden) {
      const { type, data, meta, stored } = openEvent(logged(event), upcasts);
      expect([type, masked(data)]).toEqual([type, maskedExample(type as Type)]);
      expect([type, isLossless(upcasts, type, meta.schema, stored)]).toEqual([type, true]);
    }
  });

  it('hold sealed values of every kind there is', () => {
    const sealed = new Set(golden.flatMap(event => [...envelopesIn(event).keys()]));
    expect([...sealed].sort()).toEqual(
      [
        ...[
          '/amendment/data/note',
          '/birth',
          '/family',
          '/given',
          '/legalName',
          '/nationalId',
          '/note',
          '/number',
        ],
        ...['/otherNames', '/tokens'],
      ].sort(),
    );
  });

  it('are folded by the case of today from its opening to the end of the sentence', () => {
    const head = { id: example.thing, version: 1, recordedAt: '', actor: 'prosecutor-1' };
    const course = golden
      .filter(
        ({ type, stream }) => stream.startsWith('case-') && type !== 'CaseSevered' && type !== 'CaseReopened',
      )
      .map(event => openEvent<CaseEvent>(logged(event), upcasts));
    const state = course
      .filter(({ type }) => !/^(Fact|RecordedInError|Amendment)/.test(type))
      .reduce((before, { type, data }) => Case.evolve(before, { type, data } as CaseEvent, head), noCase);
    const p = state.proceeding;
    expect(p).toMatchObject({
      opened: true,
      office: 'al-general',
      investigation: { concludedOn: '2024-08-01' },
    });
    expect(defendantOf(p, example.person)).toMatchObject({
      arrestedOn: '2024-03-04',
      finalOn: '2025-07-02',
      enforcement: { on: '2025-08-01', completedOn: '2028-01' },
    });
    expect([p.seizures.length, p.confiscations.length, p.awards.length, p.cooperation.length]).toEqual([
      1, 1, 1, 1,
    ]);
    for (const event of golden) {
      const { type, data } = openEvent<CaseEvent>(logged(event), upcasts);
      if (event.stream.startsWith('case-')) Case.evolve(state, { type, data } as CaseEvent, head);
    }
  });

  it('are folded by the person of today from the record to its end', () => {
    const head = { id: example.thing, version: 1, recordedAt: '', actor: 'prosecutor-1' };
    const state = golden
      .filter(({ stream }) => stream.startsWith('person-'))
      .map(event => openEvent<PersonEvent>(logged(event), upcasts))
      .reduce(
        (before, { type, data }) => Person.evolve(before, { type, data } as PersonEvent, head),
        Person.initial,
      );
    expect(state).toMatchObject({
      registered: true,
      kind: 'natural',
      links: [],
      absorbed: [],
      forgotten: true,
    });
  });
});
