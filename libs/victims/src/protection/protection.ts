import { notBefore, type FactDate } from '../dates';
import { firstOf, type Violation } from '../violation';

export const protectionKinds = [
  'police_protection',
  'relocation',
  'address_withheld',
  'no_contact_order',
  'witness_protection',
] as const;
export type ProtectionKind = (typeof protectionKinds)[number];

/** Protection, guardianship, residence and return: decisions of authorities on the person's safety and stay. */
export type ProtectionFact =
  | {
      readonly type: 'ProtectionGranted';
      readonly data: {
        readonly measure: string;
        readonly kind: ProtectionKind;
        readonly on: FactDate;
        readonly until?: string;
      };
    }
  | { readonly type: 'ProtectionEnded'; readonly data: { readonly measure: string; readonly on: FactDate } }
  /** Guardian of an unaccompanied or separated child (Directive 2011/36/EU, articles 14 and 16). */
  | { readonly type: 'GuardianAppointed'; readonly data: { readonly on: FactDate } }
  | {
      readonly type: 'ResidenceDecided';
      readonly data: {
        readonly measure: string;
        readonly on: FactDate;
        readonly days?: number;
        /** Last day of the period, where it is set. */
        readonly until?: string;
      };
    }
  | {
      readonly type: 'ReturnCompleted';
      readonly data: { readonly kind: string; readonly country: string; readonly on: FactDate };
    };

export interface ProtectionMeasure {
  readonly kind: ProtectionKind;
  readonly on: FactDate;
  readonly until?: string;
  readonly endedOn?: FactDate;
}

export interface Protection {
  readonly measures: Readonly<Record<string, ProtectionMeasure>>;
  readonly guardianOn?: FactDate;
  readonly residence: readonly {
    readonly measure: string;
    readonly on: FactDate;
    readonly days?: number;
    readonly until?: string;
  }[];
  readonly returns: readonly { readonly kind: string; readonly country: string; readonly on: FactDate }[];
}

export const noProtection: Protection = { measures: {}, residence: [], returns: [] };

export function evolveProtection(protection: Protection, { type, data }: ProtectionFact): Protection {
  switch (type) {
    case 'ProtectionGranted': {
      const { measure, kind, on, until } = data;
      return { ...protection, measures: { ...protection.measures, [measure]: { kind, on, until } } };
    }
    case 'ProtectionEnded': {
      const before = protection.measures[data.measure];
      if (!before) return protection;
      const ended = { ...before, endedOn: data.on };
      return { ...protection, measures: { ...protection.measures, [data.measure]: ended } };
    }
    case 'GuardianAppointed':
      return { ...protection, guardianOn: data.on };
    case 'ResidenceDecided':
      return { ...protection, residence: [...protection.residence, data] };
    case 'ReturnCompleted':
      return { ...protection, returns: [...protection.returns, data] };
  }
}

const endsLater = (until: string | undefined, on: FactDate) =>
  until === undefined ? undefined : notBefore(until, on, 'victims.protection.until-before-start');

export function protectionOrder(
  protection: Protection,
  { type, data }: ProtectionFact,
): Violation | undefined {
  switch (type) {
    case 'ProtectionGranted':
      return firstOf(
        data.measure in protection.measures && { code: 'victims.protection.known' },
        endsLater(data.until, data.on),
      );
    case 'ProtectionEnded':
      return endOrder(protection.measures[data.measure], data.on);
    case 'GuardianAppointed':
      return protection.guardianOn ? { code: 'victims.protection.guardian-appointed' } : undefined;
    case 'ResidenceDecided':
      return endsLater(data.until, data.on);
    case 'ReturnCompleted':
      return undefined;
  }
}

function endOrder(before: ProtectionMeasure | undefined, on: FactDate): Violation | undefined {
  if (!before) return { code: 'victims.protection.unknown' };
  return firstOf(
    before.endedOn !== undefined && { code: 'victims.protection.already-ended' },
    notBefore(on, before.on, 'victims.protection.end-before-start'),
  );
}
