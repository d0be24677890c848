import type { FactDate } from '../dates';
import type { Source } from '../case/registration';

export const linkKinds = ['relative', 'same_household', 'exploited_together', 'possibly_same'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** What identifies a person; every field is sealed by itself. What is not known is left out. */
export interface Identity {
  readonly given?: string;
  readonly family?: string;
  /** Earlier surnames, aliases, other spellings. */
  readonly otherNames?: readonly string[];
  readonly birth?: FactDate;
  readonly nationalId?: string;
  readonly contact?: string;
}

/** The variable of the criteria each field answers. */
export const identityVariables: Readonly<Record<keyof Identity, string>> = {
  given: 'full_name',
  family: 'full_name',
  otherNames: 'full_name',
  birth: 'date_of_birth',
  nationalId: 'national_id_number',
  contact: 'contact_details',
};

export const identityFields = Object.keys(identityVariables) as (keyof Identity)[];

/** Who a person is. Values and tokens are sealed; see sealing.ts. */
export type IdentityFact =
  | {
      readonly type: 'PersonRegistered';
      readonly data: {
        readonly on: FactDate;
        /** Persons proposed as the same and found to be others; they are not proposed again. */
        readonly notSameAs?: readonly string[];
        readonly source?: Source;
      };
    }
  | {
      readonly type: 'IdentityRecorded';
      readonly data: Identity & {
        /** Blind-index tokens of the name, computed by the command, for the rebuild of the name index. */
        readonly tokens: readonly string[];
        /** Why a recorded identity changes; absent the first time. */
        readonly reason?: IdentityReason;
      };
    }
  | {
      readonly type: 'PersonLinked';
      readonly data: { readonly to: string; readonly kind: LinkKind; readonly note: string };
    }
  | {
      readonly type: 'PersonUnlinked';
      readonly data: { readonly to: string; readonly kind: LinkKind; readonly note: string };
    };

export const identityReasons = ['typing_error', 'new_information', 'official_decision'] as const;
export type IdentityReason = (typeof identityReasons)[number];

/**
 * Two records of one person become one. The fact stands on the surviving person's stream; the absorbed stream is
 * closed by a fact that follows from it. Cases stay where they are; they count for the survivor.
 */
export type MergeFact =
  | {
      readonly type: 'PersonMerged';
      readonly data: {
        readonly absorbed: string;
        /** Persons the absorbed one had absorbed before. */
        readonly with: readonly string[];
        readonly note: string;
      };
    }
  | {
      readonly type: 'PersonSeparated';
      readonly data: { readonly person: string; readonly note: string };
    }
  | { readonly type: 'PersonAbsorbed'; readonly data: { readonly into: string } }
  | { readonly type: 'PersonRestored'; readonly data: { readonly from: string } };

/** Rights of the person: restriction (GDPR article 18), hold against erasure, erasure (article 17). */
export type RightsFact =
  | { readonly type: 'ProcessingRestricted'; readonly data: { readonly note: string } }
  | { readonly type: 'RestrictionLifted'; readonly data: { readonly note: string } }
  | { readonly type: 'HoldPlaced'; readonly data: { readonly until?: string; readonly note: string } }
  | { readonly type: 'HoldLifted'; readonly data: { readonly note: string } }
  | { readonly type: 'ErasureRequested'; readonly data: { readonly ground: ErasureGround } }
  | { readonly type: 'ErasureRefused'; readonly data: { readonly ground: ErasureGround } }
  | { readonly type: 'ErasureWithdrawn'; readonly data: { readonly ground: ErasureGround } }
  /** The promise to destroy keys, recorded before any key is touched. */
  | {
      readonly type: 'SubjectKeyDestroyed';
      readonly data: {
        readonly ledgerSeq: number;
        readonly subject: string;
        readonly classes: readonly string[];
        readonly deks: readonly {
          readonly id: string;
          readonly class: string;
          readonly generation: number;
        }[];
        readonly ground: ErasureGround;
      };
    }
  | {
      readonly type: 'ErasureCompleted';
      readonly data: { readonly ledgerSeq: number; readonly keys: number };
    };

export const erasureGrounds = [
  'request_of_the_person',
  'retention_expired',
  'consent_withdrawn',
  'unlawful_processing',
] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

export type PersonFact = IdentityFact | MergeFact | RightsFact;
