import fc from 'fast-check';
import { createDecipheriv, hkdfSync } from 'node:crypto';
import { DataKey, envelopesIn, openValue, sealValue, sealedAt, type Where } from './envelope';
import { replaceAt, valueAt } from './pointer';

const id = '5f0e7c1a-9a0b-4c55-8f2e-1d2a3b4c5d6e';
const key = (context = 'victims') => new DataKey(id, context, Buffer.alloc(32, 7));
const where: Where = {
  stream: 'person-1',
  eventId: 'e-1',
  type: 'PersonNamed',
  schema: 1,
  pointer: '/name',
  subject: '1',
};

describe('an envelope', () => {
  it.each([
    [1, 'aAM0ItMnpa6OEMs+iP2OyiOvX7Djpzwih5EYQ5qg7uWrX9mtgypTW5EmViE36odrUtC3wbF9TvLkI1em'],
    [2, 'qaLc1rKji334/Jnexx29VV3JPeI61MxK6shD3uDk6C2Qk94K4q75/EgJwYyNDYLrIMZx4VKJ62CW3/r0'],
  ])('of algorithm %i, written by an earlier version, still opens', (algorithm, c) => {
    expect(openValue(key(), 'victims', { envelope: { $e: algorithm, k: id, c }, where })).toEqual({
      value: 'Ђорђевић',
    });
  });

  it('is laid out as documented: another implementation opens it', () => {
    const sealed = Buffer.from(sealValue(key(), 'victims', 'Ana', where).c, 'base64');
    const secret = Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 7), '', 'see-hub|victims|field|1', 32));
    const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from('victims|person-1|e-1|PersonNamed|1|/name|1'));
    decipher.setAuthTag(sealed.subarray(12, 28));
    const padded = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
    expect(padded).toHaveLength(32);
    expect(padded.toString('utf8', 4, 4 + padded.readUInt32BE(0))).toBe('"Ana"');
  });

  it('gives back any JSON value, under either algorithm, in whole buckets', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(1, 2), (value, algorithm) => {
        const envelope = sealValue(key(), 'victims', value, where, algorithm);
        expect((Buffer.from(envelope.c, 'base64').length - 28) % 32).toBe(0);
        expect(openValue(key(), 'victims', { envelope, where })).toEqual({
          value: JSON.parse(JSON.stringify(value)),
        });
      }),
    );
  });

  it('of one database never opens in the other, even under a key of equal bytes', () => {
    const envelope = sealValue(key('victims'), 'victims', 'Ana', where);
    for (const [derived, authenticated] of [
      ['judicial', 'judicial'],
      ['judicial', 'victims'],
      ['victims', 'judicial'],
    ] as const) {
      expect(openValue(key(derived), authenticated, { envelope, where })).toEqual({
        fault: 'vault.envelope-tampered',
      });
    }
    expect(openValue(key('victims'), 'victims', { envelope, where })).toEqual({ value: 'Ana' });
  });

  it('has a nonce of its own each time', () => {
    const nonces = new Set<string>();
    const one = key();
    for (let round = 0; round < 20_000; round++) {
      nonces.add(sealValue(one, 'victims', 'Ana', where).c.slice(0, 16));
    }
    expect(nonces.size).toBe(20_000);
  });

  it('is never made under a key that was wiped, and opens to `forgotten` there', () => {
    const one = key();
    const envelope = sealValue(one, 'victims', 'Ana', where);
    one.wipe();
    expect(() => sealValue(one, 'victims', 'Ana', where)).toThrow('destroyed');
    expect(() => one.derive('x')).toThrow('destroyed');
    expect(openValue(one, 'victims', { envelope, where })).toEqual({ forgotten: true });
  });

  it('is found in stored data wherever it stands', () => {
    const envelope = sealValue(key(), 'victims', 'Ana', where);
    const event = {
      ...{ id: 'e-1', stream: 'person-1', type: 'PersonNamed', meta: JSON.stringify({ schema: 3 }) },
      data: JSON.stringify({ name: envelope, list: [{ 'a/b~c': envelope }], clear: 'x', odd: { $e: 'x' } }),
    };
    expect([...envelopesIn(event).keys()]).toEqual(['/name', '/list/0/a~1b~0c']);
    expect(sealedAt(event, '/list/0/a~1b~0c', '1')?.where).toEqual({
      ...where,
      schema: 3,
      pointer: '/list/0/a~1b~0c',
    });
    expect(sealedAt(event, '/clear', '1')).toBeUndefined();
    expect(sealedAt(event, '/absent', '1')).toBeUndefined();
  });
});

describe('a pointer', () => {
  it('names own properties only and replaces only what stands', () => {
    const data = { a: { b: [1, 2] } };
    expect(valueAt(data, '/a/b/1')).toBe(2);
    for (const pointer of ['/__proto__', '/a/constructor', '/a/c', '/a/b/length/x']) {
      expect(valueAt(data, pointer)).toBeUndefined();
    }
    replaceAt(data, '/a/b/0', 9);
    expect(data).toEqual({ a: { b: [9, 2] } });
    expect(() => replaceAt(data, '/a/x', 1)).toThrow('Nothing stands');
    expect(() => replaceAt(data, '/__proto__/x', 1)).toThrow('Nothing stands');
  });
});
