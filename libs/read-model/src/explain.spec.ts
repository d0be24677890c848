import { readFileSync } from 'node:fs';
import path from 'node:path';
import { explain } from './proof/explain';
import { exitCodeOf, prove } from './proof/verdict';
import type { Evidence, WitnessedCheckpoint } from './proof/witness';
import { explainStatus } from './status';

const catalogue = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../../i18n/en/read-model.json'), 'utf8'),
) as Record<string, string>;

/** The message a line has in English. */
function inEnglish({
  code,
  params,
}: {
  code: string;
  params: Readonly<Record<string, string | number>>;
}): string {
  const key = code.replace(/^read-model\./, '');
  const plural = params.count === 1 ? `${key}_one` : `${key}_other`;
  const text = catalogue[key] ?? catalogue[plural] ?? `no message for ${code}`;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? `no ${name}`));
}

const root = Buffer.alloc(32, 3);
const at = '2026-03-01T10:00:00.000Z';
const checkpoint: WitnessedCheckpoint = { origin: 'hub.test/x', size: 40, root, at, note: '', line: 1 };
const audited = { size: 42, root, differences: [], differing: 0, agreed: checkpoint, uncoveredSince: at };
const evidence: Evidence = {
  checkpoints: [checkpoint],
  abandoned: [checkpoint],
  incarnations: [],
  forged: [],
  ignored: 0,
};

describe('a proof in words', () => {
  it('says how far the log is proven, and what nothing covers', () => {
    const proof = prove(
      { origin: 'hub.test/x', graceMs: Infinity },
      { evidence, witnessBehind: false },
      audited,
    );
    expect(exitCodeOf([proof])).toBe(0);
    expect(explain(proof).map(inEnglish)).toEqual([
      'hub.test/x: proven. The log of 42 events is as it was recorded, as far as checkpoints cover it.',
      `Last checkpoint that agrees with the log: 40 events, signed ${at}.`,
      '1 checkpoint was given up when a rollback was acknowledged.',
      `2 events are not covered by any checkpoint; the first was recorded ${at}.`,
    ]);
  });

  it('has a message for everything that can be found', () => {
    const differences = [
      { code: 'read-model.proof-leaf', position: 1 },
      { code: 'read-model.proof-version', position: 2 },
      { code: 'read-model.proof-gap', position: 3 },
      { code: 'read-model.proof-duplicate', position: 4 },
      { code: 'read-model.proof-root', position: 5, to: 9, signedAt: at },
    ] as const;
    const found = {
      ...audited,
      size: 30,
      differences,
      differing: 25,
      agreed: undefined,
      uncoveredSince: undefined,
    };
    const proof = prove(
      { origin: 'x' },
      { evidence: { ...evidence, forged: [7] }, witnessBehind: true },
      found,
    );
    expect(exitCodeOf([proof])).toBe(1);
    const text = explain(proof).map(inEnglish).join('\n');
    expect(text).not.toMatch(
      /no message|\bno (?:position|to|count|line|since|signedAt|origin|size|signed)\b/,
    );
    expect(text).toContain('Positions 5 to 9: something was changed, added or removed after');
    expect(text).toContain('Witness file, line 7: the signature is forged.');
    expect(text).toContain('15 more differences.');
  });

  it('weighs an altered log heavier than a shorter one, and that heavier than missing evidence', () => {
    const verdict = (size: number, graceMs: number, witnessBehind = false) =>
      prove({ origin: 'x', graceMs }, { evidence, witnessBehind }, { ...audited, size });
    const [proven, late, short, altered] = [
      verdict(40, 0),
      verdict(42, 0),
      verdict(39, 0),
      verdict(39, 0, true),
    ];
    expect([proven, late, short, altered].map(one => one.verdict)).toEqual([
      'proven',
      'no-evidence',
      'rolled-back',
      'altered',
    ]);
    expect(exitCodeOf([proven, late])).toBe(3);
    expect(exitCodeOf([late, short])).toBe(2);
    expect(exitCodeOf([short, altered, proven])).toBe(1);
  });
});

describe('the state of read models in words', () => {
  it('names what is wrong and nothing else', () => {
    const failure = { position: 7n, id: 'e7', type: 'CaseClosed', reason: 'SQLSTATE 23502 case_file.county' };
    const lines = explainStatus({
      healthy: false,
      interruption: 'ECONNREFUSED',
      models: [
        { name: 'a', state: 'live', position: 9n },
        { name: 'b', state: 'stopped', position: 6n, failure },
        { name: 'c', state: 'building', position: 0n },
        { name: 'd', state: 'outdated', position: 9n },
      ],
    });
    expect(lines.map(inEnglish)).toEqual([
      'The read models cannot reach the log or the database: ECONNREFUSED',
      'Read model b stopped at event e7 (CaseClosed, position 7): SQLSTATE 23502 case_file.county',
      'Read model c is being built.',
      'Read model d is being rebuilt; until then it shows its earlier version.',
    ]);
  });
});
