import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MemoryKeystore } from '../keystore/memory-keystore';
import type { EpochRow, KeyDestruction } from '../keystore/keystore';
import { certificateText, certify } from './certificate';
import { checkLedger, promiseIn, subjectKeyDestroyed } from './ledger';
import { RevocationFile } from './revocation-file';
import { barToErasure, barToUse } from './rights';

const destruction = (ledgerSeq: number, subject = `s${ledgerSeq}`): KeyDestruction => ({
  ledgerSeq,
  subject,
  classes: ['identity', 'contact'],
  deks: [{ id: randomUUID(), class: 'identity', generation: 1 }],
});

describe('the revocation file', () => {
  let file: string;
  let directory: string;
  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'revocations-'));
    file = path.join(directory, 'outside', 'revocations.ndjson');
  });
  afterEach(() => fs.rmSync(directory, { recursive: true }));
  const at = new Date('2026-11-25T10:00:00Z');

  it('keeps every destruction once, in order, readable by its owner only', () => {
    const [one, two] = [destruction(1), destruction(2)];
    new RevocationFile(file).append(one, at);
    new RevocationFile(file).append(two, at);
    new RevocationFile(file).append(one, at);
    expect(new RevocationFile(file).entries()).toEqual([one, two]);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });

  it('passes over a line torn by a crash and writes the next one in its place', () => {
    const [one, two] = [destruction(1), destruction(2)];
    const revocations = new RevocationFile(file);
    revocations.append(one, at);
    fs.appendFileSync(file, '{"ledgerSeq":2,"subj');
    expect(revocations.entries()).toEqual([one]);
    revocations.append(two, at);
    expect(revocations.entries()).toEqual([one, two]);
  });

  it.each([
    ['altered', (lines: string[]) => [lines[0]?.replace('"s1"', '"s9"'), ...lines.slice(1)], 2],
    ['taken out', (lines: string[]) => lines.slice(1), 1],
    ['exchanged', (lines: string[]) => [lines[0], lines[2], lines[1]], 2],
    ['no JSON', (lines: string[]) => [lines[0], 'x', lines[2]], 2],
  ])('is refused when a line was %s', (_what, change, line) => {
    const revocations = new RevocationFile(file);
    for (const seq of [1, 2, 3]) revocations.append(destruction(seq), at);
    fs.writeFileSync(file, `${change(fs.readFileSync(file, 'utf8').trim().split('\n')).join('\n')}\n`);
    expect(() => revocations.entries()).toThrow(
      expect.objectContaining({ code: 'vault.revocations-damaged', params: { line } }),
    );
  });
});

describe('the ledger', () => {
  it('is current, unfinished after a crash, or behind after a restore', async () => {
    const keystore = new MemoryKeystore();
    expect(await checkLedger(keystore, [])).toEqual({ state: 'current' });
    const begun = await keystore.intend('s1', ['identity']);
    expect(await checkLedger(keystore, [])).toEqual({ state: 'current' }); // an intent alone promises nothing
    expect(await checkLedger(keystore, [begun])).toEqual({ state: 'unfinished', open: [begun] });
    await keystore.destroy(begun, async () => undefined);
    expect(await checkLedger(keystore, [begun])).toEqual({ state: 'current' });
    const unheard = destruction(1, 'another person under the same number');
    expect(await checkLedger(keystore, [begun, unheard])).toEqual({ state: 'behind', missing: [unheard] });
  });

  it('reads promises out of events, and only out of theirs', () => {
    const promise = destruction(7);
    const data = JSON.stringify({ ...promise, ground: 'retention_expired' });
    expect(promiseIn({ type: subjectKeyDestroyed, data })).toEqual(promise);
    expect(promiseIn({ type: 'PersonNamed', data })).toBeUndefined();
  });
});

describe('an erasure is barred', () => {
  const ready = { erased: false, holds: [], requestedBy: 'a1', approvedBy: 'a2' };
  it.each([
    [{}, undefined],
    [{ holds: [{}] }, 'vault.erasure-held'],
    [{ holds: [{ until: '2026-11-25' }] }, 'vault.erasure-held'],
    [{ holds: [{ until: '2026-11-24' }] }, undefined],
    [{ holds: [{ until: '2026-11-24' }, {}] }, 'vault.erasure-held'],
    [{ approvedBy: undefined }, 'vault.erasure-not-approved'],
    [{ requestedBy: undefined }, 'vault.erasure-not-approved'],
    [{ approvedBy: 'a1' }, 'vault.erasure-own-request'],
    [{ erased: true, holds: [{}] }, 'vault.subject-erased'],
  ])('%j: %s', (over, bar) => {
    expect(barToErasure({ ...ready, ...over }, '2026-11-25')).toBe(bar);
  });

  it('and restricted data serve only the purposes that remain', () => {
    const restriction = { restricted: true, allowedPurposes: ['legal-claim'] };
    expect(barToUse(restriction, 'assistance')).toBe('vault.restricted');
    expect(barToUse(restriction, 'legal-claim')).toBeUndefined();
    expect(barToUse({ ...restriction, restricted: false }, 'assistance')).toBeUndefined();
  });
});

describe('the certificate', () => {
  const destroyedAt = new Date('2026-11-25T10:00:00Z');
  const finishedAt = new Date('2026-11-25T10:00:05Z');
  const epoch = (number: number, over: Partial<EpochRow> = {}): EpochRow => ({
    ...{ epoch: number, fingerprint: 'f', state: 'destroyed', createdAt: new Date('2026-01-01') },
    ...{ escrowedAt: null, destroyedAt: finishedAt },
    ...over,
  });
  const rewrap = { epoch: 3, rewrapped: 10, destroyed: [2], finishedAt };
  const base = { context: 'victims', destruction: destruction(4), destroyedAt, keystoreBackupDays: 30 };
  const expiry = new Date('2026-12-25T10:00:00Z');

  it('names the day the last backup expires when no re-wrap followed', () => {
    const { lastBackup, effectiveAt } = certify({ ...base, epochs: [epoch(1)] });
    expect(lastBackup).toEqual({ because: 'backups-expire', on: expiry });
    expect(effectiveAt.getTime() - destroyedAt.getTime()).toBe(60_000);
  });

  it('names the moment of the re-wrap when nothing is left to open a backup with', () => {
    const epochs = [epoch(1), epoch(2), epoch(3, { state: 'current', destroyedAt: null })];
    expect(certify({ ...base, rewrap, epochs }).lastBackup).toEqual({
      because: 'keys-destroyed',
      on: finishedAt,
    });
  });

  it('names the shares that custodians hold, unless their backups have expired', () => {
    const escrowedAt = new Date('2026-02-01');
    const recent = { ...base, rewrap, epochs: [epoch(2, { escrowedAt })] };
    expect(certify(recent).lastBackup).toEqual({ because: 'shares-held', on: expiry, epochs: [2] });
    const old = epoch(1, { escrowedAt, destroyedAt: new Date('2026-10-01') });
    expect(certify({ ...base, rewrap, epochs: [old, epoch(2)] }).lastBackup.because).toBe('keys-destroyed');
  });

  it('does not claim more than was done: an old key not yet destroyed counts', () => {
    const epochs = [epoch(2, { state: 'retiring', destroyedAt: null })];
    expect(certify({ ...base, rewrap, epochs }).lastBackup.because).toBe('backups-expire');
  });

  const root = path.resolve(__dirname, '../../../..');
  it.each(['en', 'sq', 'bs', 'bg', 'mk', 'ro'])('has all its lines in %s', language => {
    const catalogue = JSON.parse(
      fs.readFileSync(path.join(root, 'i18n', language, 'vault.json'), 'utf8'),
    ) as Record<string, string>;
    const t = (full: string, params: Readonly<Record<string, string | number>>) => {
      const name = full.slice('vault:'.length);
      const form = new Intl.PluralRules(language).select(Number(params['count'] ?? 0));
      const text = catalogue[name] ?? catalogue[`${name}_${form}`];
      if (text === undefined) throw new Error(`${language} lacks ${name}`);
      return text.replace(/\{\{(\w+)\}\}/g, (_all, param: string) => String(params[param]));
    };
    for (const epochs of [[epoch(2)], [epoch(2, { escrowedAt: destroyedAt })], undefined]) {
      const input = { ...base, epochs: epochs ?? [], counts: { fields: 12, tokens: 9, drafts: 1 } };
      const certificate = certify(epochs ? { ...input, rewrap } : input);
      const lines = certificateText(certificate, t, date => date.toISOString().slice(0, 10));
      expect(lines).toHaveLength(11);
      expect(lines.join('\n')).toContain(epochs?.[0]?.escrowedAt === null ? '2026-11-25' : '2026-12-25');
      expect(lines.join('\n')).not.toMatch(/\{\{|undefined/);
    }
  });
});
