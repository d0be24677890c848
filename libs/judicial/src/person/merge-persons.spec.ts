import { act, idOf } from '../testing/names';
import { mergePersons } from './merge-persons';
import { nobody } from './person';

const known = { ...nobody, registered: true };
const command = { id: idOf('survivor'), absorbed: idOf('absorbed'), act: act('merge') };

describe('merging two records of one person', () => {
  it('is recorded with the record that goes on', () => {
    expect(mergePersons(known, command, known)).toEqual([
      { type: 'PersonMerged', data: { absorbed: command.absorbed } },
    ]);
  });

  it('is refused where the record that would go on is forgotten', () => {
    expect(() => mergePersons({ ...known, forgotten: true }, command, known)).toThrow(
      expect.objectContaining({ code: 'judicial.person.forgotten' }),
    );
  });

  it('is refused where the record to be absorbed is forgotten', () => {
    expect(() => mergePersons(known, command, { ...known, forgotten: true })).toThrow(
      expect.objectContaining({ code: 'judicial.person.forgotten' }),
    );
  });
});
