import type { Defendant } from './defendant';

const within =
  (from: string) =>
  <T extends { readonly in?: string }>(item: T): T => ({ ...item, in: item.in ?? from });

/**
 * A defendant as another case takes them over: everything that has happened comes along and names the case it happened
 * in. Nothing sealed comes along: an envelope opens only in the event it was sealed for.
 */
export function carried(d: Defendant, from: string): Defendant {
  const mark = within(from);
  return {
    ...d,
    from: d.from ?? from,
    measures: d.measures.map(mark),
    decisions: d.decisions.map(mark),
    indictments: d.indictments.map(mark),
    judgments: d.judgments.map(mark),
    sections: Object.fromEntries(
      Object.entries(d.sections).map(([section, values]) => [
        section,
        Object.fromEntries(Object.entries(values).filter(([, value]) => !isSealed(value))),
      ]),
    ),
  };
}

const isSealed = (value: unknown) => typeof value === 'object' && value !== null && '$e' in value;
