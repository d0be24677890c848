import { notBefore, type FactDate } from '../dates';
import type { Violation } from '../violation';

/** Where an imported case comes from; the row is kept as it stood in the file. */
export interface Source {
  /** Name of the import, `ctdc-<first 12 hex digits of the file's SHA-256>`. */
  readonly name: string;
  readonly row?: number;
  readonly values?: Readonly<Record<string, string>>;
}

/** Who holds a case: registration, assignment, transfer, sealing, closing. */
export type RegistrationFact =
  | {
      readonly type: 'CaseRegistered';
      readonly data: {
        readonly reference: string;
        readonly person: string;
        readonly on: FactDate;
        /** Registering organisation, its type at that time, and the first-level unit it works in. */
        readonly organisation: string;
        readonly organisationType: string;
        readonly county?: string;
        readonly source?: Source;
      };
    }
  | { readonly type: 'CaseAssigned'; readonly data: { readonly to: string } }
  | { readonly type: 'CaseUnassigned'; readonly data: { readonly from: string } }
  | {
      readonly type: 'CaseTransferred';
      readonly data: {
        readonly to: string;
        readonly county?: string;
        readonly on: FactDate;
        readonly person: string;
        readonly note: string;
      };
    }
  | { readonly type: 'CaseSealed'; readonly data: { readonly person: string; readonly note: string } }
  | { readonly type: 'CaseUnsealed'; readonly data: { readonly person: string; readonly note: string } }
  | { readonly type: 'CaseClosed'; readonly data: { readonly reason: string; readonly on: FactDate } }
  | {
      readonly type: 'CaseReopened';
      readonly data: { readonly on: FactDate; readonly person: string; readonly note: string };
    };

export interface Registration {
  readonly reference: string;
  readonly person: string;
  readonly on: FactDate;
  readonly registeredBy: string;
  readonly organisationType: string;
  readonly source?: Source;
  /** Office the case is with now. */
  readonly office: string;
  readonly county?: string;
  readonly assignees: readonly string[];
  readonly sealed: boolean;
  readonly closed?: { readonly reason: string; readonly on: FactDate };
  readonly reopened: number;
}

function register(data: Extract<RegistrationFact, { type: 'CaseRegistered' }>['data']): Registration {
  const { organisation, ...rest } = data;
  return {
    ...rest,
    registeredBy: organisation,
    office: organisation,
    assignees: [],
    sealed: false,
    reopened: 0,
  };
}

export function evolveRegistration(
  before: Registration | undefined,
  { type, data }: RegistrationFact,
): Registration | undefined {
  if (type === 'CaseRegistered') return register(data);
  if (!before) return undefined;
  switch (type) {
    case 'CaseAssigned':
      return { ...before, assignees: [...before.assignees, data.to] };
    case 'CaseUnassigned':
      return { ...before, assignees: before.assignees.filter(account => account !== data.from) };
    case 'CaseTransferred':
      return { ...before, office: data.to, county: data.county, assignees: [] };
    case 'CaseSealed':
      return { ...before, sealed: true };
    case 'CaseUnsealed':
      return { ...before, sealed: false };
    case 'CaseClosed':
      return { ...before, closed: data };
    case 'CaseReopened':
      return { ...before, closed: undefined, reopened: before.reopened + 1 };
  }
}

type Data = { [Type in RegistrationFact['type']]: Extract<RegistrationFact, { type: Type }>['data'] };
type Order<Type extends keyof Data> = (before: Registration, data: Data[Type]) => Violation | undefined;

const is = (condition: boolean, code: string) => (condition ? undefined : { code });

const orders: { [Type in keyof Data]: Order<Type> } = {
  CaseRegistered: () => ({ code: 'victims.case.already-registered' }),
  CaseAssigned: ({ assignees }, { to }) => is(!assignees.includes(to), 'victims.case.already-assigned'),
  CaseUnassigned: ({ assignees }, { from }) => is(assignees.includes(from), 'victims.case.not-assigned'),
  CaseTransferred: (before, { to, on }) =>
    is(before.office !== to, 'victims.case.already-there') ??
    notBefore(on, before.on, 'victims.date.before-registration'),
  CaseSealed: ({ sealed }) => is(!sealed, 'victims.case.already-sealed'),
  CaseUnsealed: ({ sealed }) => is(sealed, 'victims.case.not-sealed'),
  CaseClosed: (before, { on }) => notBefore(on, before.on, 'victims.date.before-registration'),
  CaseReopened: ({ closed }, { on }) =>
    is(closed !== undefined, 'victims.case.not-closed') ??
    notBefore(on, closed?.on, 'victims.date.before-closing'),
};

export const registrationOrder = <Type extends keyof Data>(
  before: Registration,
  { type, data }: { readonly type: Type; readonly data: Data[Type] },
): Violation | undefined => orders[type](before, data);
