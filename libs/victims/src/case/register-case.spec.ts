import type { Reach } from '@hub/access';
import { Refusal } from '@hub/platform';
import type { Organisation } from '../organisation/organisation';
import type { Setting } from '../setting';
import { Case } from './case';
import { registerCase } from './register-case';

const register: readonly Organisation[] = [
  { id: 'own', name: 'Own office', type: 'police', unit: 'AL-01' },
  { id: 'neighbour', name: 'Office of the same county', type: 'social_services', unit: 'AL-01' },
  { id: 'foreign', name: 'Office of another county', type: 'police', unit: 'AL-02' },
  { id: 'nationwide', name: 'Office of no county', type: 'ministry' },
];
const setting = {
  today: '2026-11-25',
  organisation: (id: string) => register.find(entry => entry.id === id),
} as Setting;

const attempt = (organisation: string, reach?: readonly Reach[]) => {
  try {
    const command = { reference: 'V-2026-222222X', person: 'p', on: '2026-03-01', organisation, case: 'c' };
    const act = { command: 'x', actor: 'officer', provenance: 'synthetic' as const };
    registerCase(Case.initial, { ...command, act, ...(reach && { reach }) }, setting);
    return 'opened';
  } catch (error) {
    return error instanceof Refusal ? error.options.problems : error;
  }
};

const refused = [{ pointer: '/organisation', code: 'victims.organisation.out-of-reach' }];
const office: Reach = { scope: 'office', office: 'own', sealed: false };
const county: Reach = { scope: 'county', county: 'AL-01', sealed: false };

describe('a case', () => {
  it.each<[string, readonly Reach[], readonly string[]]>([
    ['the own office', [office], ['own']],
    ['the own county', [county], ['own', 'neighbour']],
    [
      'an office and, by another role, a county',
      [office, { ...county, county: 'AL-02' }],
      ['own', 'foreign'],
    ],
    ['every office', [{ scope: 'all', sealed: false }], ['own', 'neighbour', 'foreign', 'nationwide']],
    ['the cases assigned to me', [{ scope: 'own', account: 'a', sealed: false }], []],
    ['an office of an account that has none', [{ scope: 'office', sealed: false }], []],
    ['a county of an account that has none', [{ scope: 'county', sealed: false }], []],
    ['nothing', [], []],
  ])('can be opened by who reaches %s for no other organisation', (_, reach, open) => {
    expect(register.map(({ id }) => [id, attempt(id, reach)])).toEqual(
      register.map(({ id }) => [id, open.includes(id) ? 'opened' : refused]),
    );
  });

  it('is opened by the hub itself, of an import, wherever the register has an organisation', () => {
    expect(register.map(({ id }) => attempt(id))).toEqual(register.map(() => 'opened'));
  });
});
