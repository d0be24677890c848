import type { DomainEvent } from '@hub/event-store';
import type { When } from '../case/terms';

type Fact<Type extends string, Data extends object> = DomainEvent<Type, Data>;

/** Sealed in the log. */
type Note = string;

/** What identifies a defendant; each part is sealed by itself. Sex, age and citizenship are codes of the case. */
export interface Identity {
  readonly given?: string;
  readonly family?: string;
  /** Name of a legal person. */
  readonly legalName?: string;
  readonly otherNames?: readonly string[];
  /** Date of birth; of a legal person the date of registration. */
  readonly birth?: When;
  readonly nationalId?: string;
}

export const identityParts: readonly (keyof Identity)[] = [
  'given',
  'family',
  'legalName',
  'otherNames',
  'birth',
  'nationalId',
];

export type ErasureGround = 'retention_expired' | 'order_of_authority' | 'unlawful_processing';

export type PersonEvent =
  | Fact<'PersonRegistered', { readonly kind: 'natural' | 'legal' }>
  /** `tokens` are blind-index tokens of the name, made in the command; they go with the identity. */
  | Fact<'IdentityRecorded', Identity & { readonly tokens: readonly string[]; readonly note?: Note }>
  /** Related, not the same: a relative, an alias to be checked. */
  | Fact<'PersonsLinked', { readonly with: string; readonly relation: string; readonly note?: Note }>
  | Fact<'PersonsUnlinked', { readonly with: string }>
  /** The other record is the same person: from now on it counts here. */
  | Fact<'PersonMerged', { readonly absorbed: string; readonly note?: Note }>
  | Fact<'PersonUnmerged', { readonly absorbed: string; readonly note?: Note }>
  /** On the absorbed record: follows from the merge, recorded by a reactor. */
  | Fact<'PersonAbsorbed', { readonly into: string }>
  | Fact<'PersonRestored', { readonly from: string }>
  /** Directive (EU) 2016/680 art. 16(3): kept, but used for nothing but evidence. */
  | Fact<'ProcessingRestricted', { readonly note?: Note }>
  | Fact<'RestrictionLifted', { readonly note?: Note }>
  | Fact<'ErasureHeld', { readonly until?: When; readonly note?: Note }>
  | Fact<'HoldLifted', { readonly note?: Note }>
  | Fact<'ErasureRequested', { readonly ground: ErasureGround }>
  | Fact<'ErasureRefused', { readonly note?: Note }>
  /** The promise to destroy the keys: recorded before any key is touched, carried out by the vault. */
  | Fact<
      'SubjectKeyDestroyed',
      {
        readonly ledgerSeq: number;
        readonly subject: string;
        readonly classes: readonly string[];
        readonly deks: readonly {
          readonly id: string;
          readonly class: string;
          readonly generation: number;
        }[];
        readonly ground: ErasureGround;
        readonly requestedBy: string;
      }
    >;
