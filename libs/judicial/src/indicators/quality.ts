import { plain, type Table } from './dimension';
import { grouped, type Measuring } from './query';

/** QI19: mandatory cells that are filled, in percent of those that are due, per office and variable. */
export const completeness = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: `(select q.office, c.key as variable, (c.value ->> 0)::int as due, (c.value ->> 1)::int as filled,
                   extract(year from f.opened_first)::int as year, extract(month from f.opened_first)::int as month,
                   f.source
              from case_quality q join case_file f on f.id = q.case_id, json_each(q.cells) c)`,
    dimensions: [plain('organisation', 'office'), plain('variable')],
    values: { value: 'round(100.0 * sum(filled) / nullif(sum(due), 0), 1)' },
    having: 'sum(due) > 0',
  });

/** Days after which a fact was entered late. */
const TIMELY = 14;

/** QI20: facts recorded within 14 days of the day they happened, in percent of those with an exact day. */
export const timeliness = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: `(select f.office, e.delay, extract(year from e.recorded_at)::int as year,
                   extract(month from e.recorded_at)::int as month, f.source
              from case_fact e join case_file f on f.id = e.case_id where e.delay is not null)`,
    dimensions: [plain('organisation', 'office')],
    values: { value: `round(100.0 * count(*) filter (where delay <= ${TIMELY}) / count(*), 1)` },
    having: 'count(*) > 0',
  });
