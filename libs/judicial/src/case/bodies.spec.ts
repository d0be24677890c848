import { fold } from '../testing/courses';
import { act, idOf, law } from '../testing/names';
import { accept } from './command';
import { correctFact } from './correct-fact';
import type { CourseEvent } from './events';

const opened: CourseEvent = {
  type: 'CaseOpened',
  data: {
    ...{ reference: 'J-2024-AAAAAA3', office: 'al-spak', openedOn: '2024-03-01' },
    ...{ origin: 'police_own', legalBasis: ['AL-110a'] },
  },
};
const state = () => fold([{ id: idOf('opening'), event: opened }]);
const transfer = (office: string): CourseEvent => ({
  type: 'CaseTransferred',
  data: { on: '2024-04-01', office, reason: 'competence' },
});
const trial = (court: string): CourseEvent => ({
  type: 'TrialOpened',
  data: { indictment: idOf('indictment'), on: '2024-04-01', court },
});

describe('an office or court of a fact', () => {
  it('must stand in the register, and do what the fact says', () => {
    for (const [event, code, pointer] of [
      [transfer('al-nowhere'), 'judicial.office.unknown', '/office'],
      [transfer('al-special-court'), 'judicial.office.unknown', '/office'],
      [trial('AL-J-special-court'), 'judicial.court.unknown', '/court'],
      [trial('al-spak'), 'judicial.court.unknown', '/court'],
    ] as const) {
      expect(() => accept(state(), [event], law)).toThrow(
        expect.objectContaining({ code, options: { status: 422, problems: [{ pointer, code }] } }),
      );
    }
    expect(accept(state(), [transfer('al-general')], law)).toHaveLength(1);
  });

  it('may be one the source does not tell', () => {
    // Refused for the order of law, not for the court.
    expect(() => accept(state(), [trial('unknown')], law)).toThrow(
      expect.objectContaining({ code: 'judicial.indictment.unknown' }),
    );
  });

  it('must stand in the register where a correction names it', () => {
    const facts = [
      { id: idOf('opening'), event: opened },
      { id: idOf('transfer'), event: transfer('al-general') },
    ];
    const correct = (office: string) =>
      correctFact(
        fold(facts),
        {
          ...{ id: idOf('case'), act: act('correct'), fact: idOf('transfer') },
          ...{ changes: { office }, reason: 'typing_error' },
        },
        law,
      );
    expect(() => correct('al-nowhere')).toThrow(
      expect.objectContaining({
        code: 'judicial.office.unknown',
        options: {
          status: 422,
          problems: [{ pointer: '/changes/office', code: 'judicial.office.unknown' }],
        },
      }),
    );
  });
});
