import type { Values } from '@hub/codebook';
import { addDays, daysBetween } from '../dates';
import { neighbours } from './aggregates';
import { Draw } from './random';

/** What the entries of a synthetic case must agree with. */
export interface Told {
  readonly own: string;
  readonly internal: boolean;
  readonly exploitedIn: string;
  readonly form: string;
  readonly recruitedIn: string;
  readonly county?: string;
  /** Days: recruitment, beginning of exploitation, first contact. */
  readonly recruited: string;
  readonly begun: string;
  readonly seen: string;
}

const month = (day: string) => day.slice(0, 7);
const middle = (from: string, to: string) => addDays(from, Math.round(daysBetween(from, to) / 2));

/** Entries by section, for the cases that were told in detail; drawn apart, so that nothing else depends on them. */
export function drawEntries(told: Told): Readonly<Record<string, Values>> {
  const draw = new Draw(`entries ${told.own} ${told.recruited} ${told.begun} ${told.seen} ${told.form}`);
  if (!draw.chance(0.3)) return {};
  return {
    recruitment: stepsOf(told),
    transport: told.internal ? {} : { ...stopsOf(told, draw), ...documentsOf(told, draw) },
    exploitation: periodsOf(told),
  };
}

const stepsOf = ({ recruitedIn, recruited, begun }: Told): Values => ({
  recruitment_steps: [
    { step_country: recruitedIn, step_date: month(recruited), step_method: ['friends_social'] },
    { step_country: recruitedIn, step_date: month(middle(recruited, begun)) },
  ],
});

function stopsOf({ own, exploitedIn, recruitedIn, begun }: Told, draw: Draw): Values {
  const between = (neighbours[own] ?? []).filter(code => code !== exploitedIn && code !== recruitedIn);
  if (between.length === 0) return {};
  return {
    transit_stops: [
      {
        stop_country: draw.one(between),
        stop_date: month(begun),
        stop_transport: 'car_van',
        stop_border: 'regular',
      },
    ],
  };
}

const documentsOf = ({ recruitedIn }: Told, draw: Draw): Values => ({
  documents: [
    {
      document_kind: draw.weighted({ passport: 70, identity_card: 30 }),
      document_country: recruitedIn,
      document_state: 'genuine',
      document_holder: draw.weighted({ exploiter: 60, victim: 30, lost: 10 }),
    },
  ],
});

function periodsOf({ own, exploitedIn, county, form, begun, seen }: Told): Values {
  const turn = middle(begun, seen);
  const where = {
    period_country: exploitedIn,
    ...(exploitedIn === own && county !== undefined && { period_unit: county }),
    period_forms: [form],
  };
  return {
    exploitation_periods: [
      { ...where, period_start: month(begun), period_end: month(turn) },
      { ...where, period_start: month(turn), period_end: month(seen) },
    ],
  };
}
