import { answered } from '@hub/testing';
import { benchLoad } from './load-context';
import type { Line } from './run';

/** Officers, secretaries, supervisors and trainers in the victim database. */
export async function bench(report: (line: Line) => void): Promise<void> {
  let people = 0;
  await benchLoad(report, {
    ...{ context: 'victims', port: '14131', list: '/cases', of: 'officer' },
    filters: ['?stage=identified', '?sex=female&age_group=child', '?stage=closed', '?sort=reference'],
    roles: ['officer', 'county_secretary', 'supervisor', 'trainer'],
    indicator: 'Detected trafficking victims',
    open: async api => {
      const known = { on: '2026-03-01', given: `Person${people}`, nationalId: `${100_000 + people++}` };
      const { id: person } = answered(await api.post('/api/v1/persons', known));
      const opened = { person, on: '2026-03-01', organisation: 'al-police-01' };
      return answered(await api.post('/api/v1/cases', opened));
    },
    write: async (api, id, version) => {
      const values = { sex: version % 2 === 0 ? 'female' : 'male' };
      const url = `/api/v1/cases/${id}/sections/profile`;
      return answered(await api.put(url, { values, basedOn: version === 1 ? 0 : version }), 200).version;
    },
  });
}
