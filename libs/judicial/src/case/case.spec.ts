import fc from 'fast-check';
import { course, fold } from '../testing/courses';
import { law } from '../testing/names';
import { foldFacts } from './case';
import { isConcluded, standingJudgment } from './defendant';
import { whatForbids } from './legal';
import { nextSteps } from './next-steps';
import { obstacleToCaseStep } from './obstacles';
import { ownDefendants } from './proceeding';
import { firstBroken } from './replay';

describe('a case', () => {
  it('folds every legal course, and every prefix of one is legal', () => {
    fc.assert(
      fc.property(course('a'), fc.nat(200), ({ recorded }, length) => {
        for (const prefix of [recorded, recorded.slice(0, length % (recorded.length + 1))]) {
          const state = fold(prefix);
          expect(firstBroken(state.facts, law)).toBeUndefined();
          expect(state.proceeding).toEqual(foldFacts(state.facts));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('refuses what is out of order with a reason and is not changed by it', () => {
    const reasons = new Set<string>();
    fc.assert(
      fc.property(course('b'), ({ recorded, refused }) => {
        for (const { event, code, after } of refused.slice(0, 30)) {
          const state = fold(recorded.slice(0, after));
          expect(whatForbids(state.proceeding, event, law)?.code).toBe(code);
          expect(code).toMatch(/^judicial\.[a-z-]+\.[a-z-]+$/);
          reasons.add(code);
        }
      }),
      { numRuns: 50 },
    );
    expect([...reasons]).toEqual(
      expect.arrayContaining([
        'judicial.case.unknown',
        'judicial.case.already-opened',
        'judicial.date.too-early',
      ]),
    );
  });

  it('keeps the order of law: no final conviction without a judgment, no closing before everybody is done', () => {
    let finals = 0;
    const closings = { legal: 0, refused: 0 };
    fc.assert(
      fc.property(course('c', 120), ({ recorded }) => {
        const { proceeding } = fold(recorded);
        for (const d of proceeding.defendants) {
          if (d.finalOn === undefined) continue;
          finals++;
          expect(standingJudgment(d)).toBeDefined();
          expect(d.indictments.length).toBeGreaterThan(0);
          expect(d.decisions.some(({ decision }) => decision === 'charged_thb')).toBe(true);
        }
        if (!proceeding.opened || proceeding.closed) return;
        const done = ownDefendants(proceeding).every(isConcluded);
        expect(obstacleToCaseStep(proceeding, 'close') === undefined).toBe(done);
        closings[done ? 'legal' : 'refused']++;
      }),
      { numRuns: 200 },
    );
    expect(finals).toBeGreaterThan(10);
    expect(closings.refused).toBeGreaterThan(10);
    expect(closings.legal).toBeGreaterThan(0);
  });

  it('lists every step once, with the reason for those that are not legal now', () => {
    fc.assert(
      fc.property(course('d'), ({ recorded }) => {
        const steps = nextSteps(fold(recorded).proceeding);
        const names = steps.map(({ step, person }) => `${step}/${person}`);
        expect(new Set(names).size).toBe(names.length);
        for (const { obstacle } of steps) if (obstacle) expect(obstacle).toMatch(/^judicial\./);
      }),
      { numRuns: 15 },
    );
  });
});
