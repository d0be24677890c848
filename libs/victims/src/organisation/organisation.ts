import type { Reach } from '@hub/access';
import type { Aggregate } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { v5 } from 'uuid';
import type { Violation } from '../violation';

/** A body or office that registers, refers, identifies or assists; no personal data. */
export interface Organisation {
  readonly id: string;
  /** In the official language of the jurisdiction. */
  readonly name: string;
  /** Code of the list `organisation_type`. */
  readonly type: string;
  /** First-level unit it works in; absent = nationwide. */
  readonly unit?: string;
  readonly parent?: string;
  /** Day it ceased to exist; its cases keep it. */
  readonly closedOn?: string;
}

export type OrganisationFact =
  | { readonly type: 'OrganisationRegistered'; readonly data: Organisation }
  | { readonly type: 'OrganisationChanged'; readonly data: Organisation }
  | { readonly type: 'OrganisationClosed'; readonly data: { readonly id: string; readonly on: string } };

export interface OrganisationState {
  readonly organisation?: Organisation;
}

function evolve(state: OrganisationState, { type, data }: OrganisationFact): OrganisationState {
  switch (type) {
    case 'OrganisationRegistered':
    case 'OrganisationChanged':
      return { organisation: data };
    case 'OrganisationClosed':
      return state.organisation ? { organisation: { ...state.organisation, closedOn: data.on } } : state;
  }
}

/** An entry of the register of organisations; stream `organisation-<uuid>`. */
export const OrganisationEntry: Aggregate<OrganisationState, OrganisationFact> & { evolve: typeof evolve } = {
  stream: 'organisation',
  initial: {},
  evolve,
};

/** Stream of an entry: ids are readable, streams are not. */
export const organisationStreamId = (id: string): string => v5(id, '3b0c7f0e-7a44-4d8c-8f6a-0f6c1f5b2d11');

/** @param known the entry as the register has it, from the jurisdiction profile or from its own facts */
export function organisationOrder(
  known: Organisation | undefined,
  { type }: OrganisationFact,
): Violation | undefined {
  if (type === 'OrganisationRegistered') {
    return known ? { code: 'victims.organisation.already-registered' } : undefined;
  }
  if (!known) return { code: 'victims.organisation.unknown' };
  return known.closedOn === undefined ? undefined : { code: 'victims.organisation.closed' };
}

/** @throws {Refusal} 422 naming the field when the register has no such organisation, or has it no more */
export function requireOrganisation(
  register: { readonly organisation: (id: string) => Organisation | undefined },
  id: string,
  pointer: string,
): Organisation {
  const found = register.organisation(id);
  if (found && found.closedOn === undefined) return found;
  const code = found ? 'victims.organisation.closed' : 'victims.organisation.unknown';
  throw new Refusal('platform.invalid-request', {}, { problems: [{ pointer, code }] });
}

/**
 * An organisation that the table of rights lets a person open cases for: the own office, one of the own county.
 * @throws {Refusal} 422 naming the field
 */
export function requireWithinReach(
  { id, unit }: Organisation,
  reach: readonly Reach[],
  pointer: string,
): void {
  const covered = reach.some(({ scope, office, county }) => {
    switch (scope) {
      case 'all':
        return true;
      case 'office':
        return id === office;
      case 'county':
        return unit !== undefined && unit === county;
      case 'own':
        return false;
    }
  });
  if (covered) return;
  const problem = { pointer, code: 'victims.organisation.out-of-reach' };
  throw new Refusal('platform.invalid-request', {}, { problems: [problem] });
}
