import { fold } from '../testing/courses';
import { act, idOf, law } from '../testing/names';
import { correctFact } from './correct-fact';
import type { CaseEvent } from './events';

const fact = idOf('opening');
const opened: CaseEvent = {
  type: 'CaseOpened',
  data: {
    ...{ reference: 'J-2024-AAAAAA3', office: 'al-spak', openedOn: '2024-03-01' },
    ...{ origin: 'police_own', legalBasis: ['AL-110a'] },
  },
};
const correct = (openedOn: string) =>
  correctFact(
    fold([{ id: fact, event: opened }]),
    { id: idOf('case'), act: act('correct'), fact, changes: { openedOn }, reason: 'typing_error' },
    law,
  );

describe('a correction of the day a case was opened', () => {
  it('counts where the day has come', () => {
    expect(correct('2024-02-28')).toMatchObject([
      { type: 'FactCorrected', data: { corrects: fact, fact: { data: { openedOn: '2024-02-28' } } } },
    ]);
  });

  it('is refused for a day that is still to come, and for one no calendar has', () => {
    for (const [day, because] of [
      ['2999-01-01', 'judicial.date.in-future'],
      ['2024-02-31', 'judicial.date.malformed'],
    ] as const) {
      expect(() => correct(day)).toThrow(
        expect.objectContaining({
          code: 'judicial.correction.breaks-order',
          params: { fact: 'CaseOpened', because },
        }),
      );
    }
  });
});
