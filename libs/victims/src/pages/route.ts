import { isKnown, type Entry, type Value, type Values } from '@hub/codebook';
import { entriesOf } from '@hub/web';
import type { Words } from './words';

const codesOf = (value: Value | undefined): string[] => {
  if (Array.isArray(value)) return value.filter(one => typeof one === 'string');
  return typeof value === 'string' ? [value] : [];
};

/** A place as near as it is known: the unit, else the country. */
function placeOf(unit: Value | undefined, country: Value | undefined, words: Words): string[] {
  const known = (value: Value | undefined) => codesOf(value).filter(code => isKnown(code));
  const units = known(unit).map(code => words.code('unit', code));
  return units.length > 0 ? units : known(country).map(code => words.code('country', code));
}

const over = (entries: readonly Entry[], unit: string, country: string, words: Words): string[] =>
  entries.flatMap(entry => placeOf(entry[unit], entry[country], words));

const either = (places: string[], whole: string[]): string[] => (places.length > 0 ? places : whole);

/**
 * The way of the person from recruitment to exploitation, a place once for as long as they were there: from the
 * entries where there are some, else from the answers about the whole. Nothing while there is one place only.
 */
export function routeOf(values: Values, words: Words): string[] {
  const steps = over(entriesOf(values.recruitment_steps), 'step_unit', 'step_country', words);
  const stops = over(entriesOf(values.transit_stops), 'stop_unit', 'stop_country', words);
  const periods = over(entriesOf(values.exploitation_periods), 'period_unit', 'period_country', words);
  const places = [
    ...either(steps, placeOf(values.recruitment_unit, values.recruitment_country, words)),
    ...either(stops, placeOf(undefined, values.transit_countries, words)),
    ...either(periods, placeOf(undefined, values.exploitation_country, words)),
  ];
  const way = places.filter((place, index) => place !== places[index - 1]);
  return way.length > 1 ? way : [];
}
