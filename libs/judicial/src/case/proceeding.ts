import type { Values } from '@hub/codebook';
import type { Defendant } from './defendant';
import type { Money, Source, When } from './terms';

export interface Seizure {
  readonly id: string;
  readonly person?: string;
  readonly on: When;
  readonly value: Money;
}

export interface Confiscation extends Seizure {
  readonly kind: 'ordinary' | 'extended' | 'third_party';
  readonly enforced: readonly { readonly on: When; readonly value: Money }[];
}

export interface Award extends Seizure {
  readonly paid: readonly { readonly on: When; readonly value: Money }[];
}

export interface Cooperation {
  readonly id: string;
  readonly on: When;
  readonly kind: string;
  readonly countries: readonly string[];
}

/** State of one case as its facts give it. Status and stages are derived from it, never stored beside it. */
export interface Proceeding {
  readonly opened: boolean;
  readonly reference: string;
  readonly office: string;
  readonly openedOn: When;
  readonly origin: string;
  readonly source?: Source;
  /** Id of the fact that holds the official number, sealed. */
  readonly officialNumber?: string;
  readonly initialLegalBasis: readonly string[];
  readonly legalBasis: readonly string[];
  readonly requalifications: readonly {
    readonly id: string;
    readonly on: When;
    readonly legalBasis: readonly string[];
    readonly reason: string;
  }[];
  readonly prosecutors: readonly string[];
  readonly investigation: {
    readonly openedOn?: When;
    readonly suspended?: boolean;
    readonly concludedOn?: When;
  };
  readonly defendants: readonly Defendant[];
  /** Described facts about the case as last recorded, by section. */
  readonly sections: Readonly<Record<string, Values>>;
  readonly seizures: readonly Seizure[];
  readonly confiscations: readonly Confiscation[];
  readonly awards: readonly Award[];
  readonly referrals: readonly { readonly id: string; readonly on: When; readonly claims: number }[];
  readonly cooperation: readonly Cooperation[];
  readonly severedFrom?: string;
  readonly joined: readonly string[];
  readonly closed?: { readonly on: When; readonly reason: string; readonly into?: string };
  readonly reopened: boolean;
  readonly sealed: boolean;
}

export const noProceeding: Proceeding = {
  opened: false,
  reference: '',
  office: '',
  openedOn: 'unknown',
  origin: 'unknown',
  initialLegalBasis: [],
  legalBasis: [],
  requalifications: [],
  prosecutors: [],
  investigation: {},
  defendants: [],
  sections: {},
  seizures: [],
  confiscations: [],
  awards: [],
  referrals: [],
  cooperation: [],
  joined: [],
  reopened: false,
  sealed: false,
};

export function defendantOf(p: Proceeding, person: string): Defendant | undefined {
  return p.defendants.find(d => d.person === person);
}

/** Those whose proceedings run in this case, not in one they were severed into. */
export function ownDefendants(p: Proceeding): readonly Defendant[] {
  return p.defendants.filter(d => d.severedInto === undefined);
}
