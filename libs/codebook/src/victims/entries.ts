import type { Variable } from '../model';
import * as d from '../shared/define';

const { code, codes, date, entries, has, variable } = d;

/**
 * What may happen several times to one person, in its order. The numbers are those of the variables that say what the
 * entries come to; HTCDS knows them as historic trafficking events (`hte_`).
 */
const several = (
  number: string,
  name: string,
  of: readonly Variable[],
  mappings: Variable['mappings'],
): Variable =>
  variable(number, name, entries(...of), 'Q', { missing: [], ...(mappings !== undefined && { mappings }) });

export const recruitmentSteps = several(
  'V46',
  'recruitment_steps',
  [
    variable('V46', 'step_country', d.country, 'Q', { mappings: { htcds: 'hte_Country' } }),
    variable('V47', 'step_unit', d.unit, 'Q', { mappings: { htcds: 'hte_State' } }),
    variable('V48', 'step_date', date, 'Q', { mappings: { htcds: 'hte_Date' } }),
    variable('V49', 'step_method', codes('recruitment_method'), 'N', {
      mappings: { htcds: 'vic_MethodOfRecruitment' },
    }),
  ],
  { htcds: 'hte_Type=Recruitment' },
);

export const transitStops = several(
  'V57',
  'transit_stops',
  [
    variable('V57', 'stop_country', d.country, 'Q', { mappings: { htcds: 'hte_Country' } }),
    variable('V57', 'stop_unit', d.unit, 'Q', { mappings: { htcds: 'hte_State' } }),
    variable('V57', 'stop_date', date, 'Q', { mappings: { htcds: 'hte_Date' } }),
    variable('V58', 'stop_transport', code('transport_mode'), 'N'),
    variable('V59', 'stop_border', code('border_crossing'), 'N'),
  ],
  { htcds: 'hte_Type=Transit' },
);

export const documents = several(
  'V60',
  'documents',
  [
    variable('V60', 'document_kind', code('document_kind'), 'N'),
    variable('V60', 'document_country', d.country, 'Q'),
    variable('V60', 'document_state', code('document_state'), 'N'),
    variable('V60', 'document_holder', code('document_holder'), 'N'),
  ],
  undefined,
);

export const exploitationPeriods = several(
  'V67',
  'exploitation_periods',
  [
    variable('V61', 'period_country', d.country, 'Q', { mappings: { htcds: 'hte_Country' } }),
    variable('V62', 'period_unit', d.unit, 'Q', { mappings: { htcds: 'hte_State' } }),
    variable('V63', 'period_forms', codes('exploitation_form'), 'Q', {
      mappings: { htcds: 'vic_TypeOfExploitation' },
    }),
    variable('V66', 'period_sector', codes('labour_sector'), 'Q', {
      when: has('period_forms', 'labour', 'domestic_servitude', 'begging', 'criminal_activity'),
    }),
    variable('V67', 'period_start', date, 'Q', { mappings: { htcds: 'hte_Date' } }),
    variable('V67', 'period_end', date, 'Q', { missing: d.unknownOrNotApplicable }),
  ],
  { htcds: 'hte_Type=Exploitation' },
);
