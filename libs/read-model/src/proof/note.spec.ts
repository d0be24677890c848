import { generateKeyPairSync } from 'node:crypto';
import { checkpointText, incarnationText, parseCheckpoint, parseIncarnation } from './checkpoint';
import { openNote, parseVerificationKey, signNote, verificationKeyOf } from './note';

const { privateKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519').privateKey;
const origin = 'hub.example/victims';
const key = parseVerificationKey(verificationKeyOf(origin, privateKey));
const root = Buffer.alloc(32, 7);

describe('a signed note', () => {
  it('verifies an example published by another implementation', () => {
    const known = parseVerificationKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const note =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(openNote(note, [known])).toEqual({ text: note.slice(0, note.indexOf('\n\n') + 1) });
    expect(openNote(note.replace('answer', 'answes'), [known])).toBe('forged');
  });

  it('is refused when anything in it changed, and ignored when the key is unknown', () => {
    const note = signNote(checkpointText({ origin, size: 12, root }), origin, privateKey);
    expect(openNote(note, [key])).toEqual({ text: checkpointText({ origin, size: 12, root }) });
    expect(openNote(note.replace('\n12\n', '\n13\n'), [key])).toBe('forged');
    expect(openNote(note, [parseVerificationKey(verificationKeyOf(origin, other))])).toBe('unknown');
    expect(
      openNote(note, [parseVerificationKey(verificationKeyOf('hub.example/judicial', privateKey))]),
    ).toBe('unknown');
    expect(openNote('no note at all', [key])).toBe('forged');
  });

  it('refuses keys that are not what they say', () => {
    const text = verificationKeyOf(origin, privateKey);
    const [name, id, bytes] = text.split('+');
    expect(() => parseVerificationKey(`${name}+${id === '00000000' ? '1' : '0'}0000000+${bytes}`)).toThrow();
    expect(() => parseVerificationKey('nonsense')).toThrow('not an Ed25519 verification key');
    expect(() => verificationKeyOf('a b', privateKey)).toThrow('neither spaces');
  });
});

describe('a checkpoint', () => {
  it('is the three lines of C2SP', () => {
    const text = checkpointText({ origin, size: 12, root });
    expect(text).toBe(`hub.example/victims\n12\n${root.toString('base64')}\n`);
    expect(parseCheckpoint(text)).toEqual({ origin, size: 12, root });
    for (const wrong of [
      `${text}extension\n`,
      text.replace('12', '012'),
      text.replace('12', '-1'),
      'a\n1\nAAAA\n',
    ]) {
      expect(parseCheckpoint(wrong)).toBeUndefined();
    }
  });

  it('and a rollback that was acknowledged are never taken for one another', () => {
    const incarnation = {
      origin,
      signed: { size: 12, root },
      restored: { size: 9, root: Buffer.alloc(32, 9) },
      by: ['ops:a', 'ops:b'] as const,
      reason: 'restore',
    };
    const text = incarnationText(incarnation);
    expect(parseIncarnation(text)).toEqual(incarnation);
    expect(parseCheckpoint(text)).toBeUndefined();
    expect(parseIncarnation(checkpointText({ origin, size: 12, root }))).toBeUndefined();
  });
});
