import type { Section } from '@hub/codebook';
import type { Words } from './words';

/** An answer somebody else recorded meanwhile, beside the one typed. */
export interface Difference {
  readonly label: string;
  readonly recorded: string;
  readonly typed: string;
}

interface Raw {
  readonly variable: string;
  readonly recorded?: unknown;
  readonly given?: unknown;
  readonly sealed?: boolean;
}

/** The differences a refusal names, in words. */
export function differencesOf({ variables }: Section, raw: unknown, words: Words): Difference[] {
  if (!Array.isArray(raw)) return [];
  return (raw as readonly Raw[]).flatMap(({ variable: name, recorded, given, sealed }) => {
    const variable = variables.find(entry => entry.name === name);
    if (!variable) return [];
    return [
      {
        label: words.labels.variable(name),
        recorded: sealed ? words.t('victims-pages:answer.sealed') : words.valueOf(variable, recorded),
        typed: sealed ? words.t('victims-pages:answer.as-typed') : words.valueOf(variable, given),
      },
    ];
  });
}
