import { answered } from '@hub/testing';
import { benchLoad } from './load-context';
import type { Line } from './run';

/** Prosecutors, their chiefs and trainers in the judicial database. */
export async function bench(report: (line: Line) => void): Promise<void> {
  await benchLoad(report, {
    ...{ context: 'judicial', port: '14132', list: '/proceedings', of: 'prosecutor' },
    filters: ['?stage=s0_report', '?origin=police_own', '?main_exploitation=sexual', '?sort=opened'],
    roles: ['prosecutor', 'chief_prosecutor', 'trainer'],
    indicator: 'Persons convicted',
    open: async api => {
      const opening = { openedOn: '2025-01-10', origin: 'police_own', legalBasis: ['AL-110a'] };
      return answered(await api.post('/api/v1/cases', opening));
    },
    write: async (api, id, version) => {
      const values = { scope: version % 2 === 0 ? 'internal' : 'cross_border' };
      const body = { section: 'offence', values, basedOn: version };
      return answered(await api.post(`/api/v1/cases/${id}/sections`, body)).version;
    },
  });
}
