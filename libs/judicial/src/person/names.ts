import { openEvent, type LoggedEvent } from '@hub/event-store';
import { sealedAt, type NameFact, type PersonName } from '@hub/vault';
import type { CaseEvent } from '../case/events';
import { OFFICIAL_NUMBER } from '../case/official-number';
import { upcasts } from '../upcasts';
import type { Identity, PersonEvent } from './events';

/** An identity as a name is searched by; a firm by its name as one family name. */
export const nameOf = ({ given, family, legalName, otherNames, birth }: Identity): PersonName => ({
  ...(legalName === undefined ? { given, family } : { family: legalName }),
  ...(otherNames && { otherNames }),
  ...(birth !== undefined && birth !== 'unknown' && { birth }),
});

/** Parts of an identity that are parts of a name. */
const parts: Readonly<Record<string, keyof PersonName>> = {
  given: 'given',
  family: 'family',
  legalName: 'family',
  otherNames: 'otherNames',
  birth: 'birth',
};

/** Part of a name that a field of an identity is; none for a number of a register. */
export const partOf = (field: string): keyof PersonName | undefined => parts[field];

function ofIdentity(event: LoggedEvent, subject: string): readonly NameFact[] {
  const tokens = sealedAt(event, '/tokens', subject);
  if (!tokens) return [];
  const name = Object.entries(parts).flatMap(([field, part]) => {
    const sealed = sealedAt(event, `/${field}`, subject);
    return sealed ? [[part, sealed] as const] : [];
  });
  return [{ subject, tokens, name: Object.fromEntries(name) }];
}

function ofNumber(event: LoggedEvent, subject: string): readonly NameFact[] {
  const tokens = sealedAt(event, '/tokens', subject);
  const text = sealedAt(event, '/number', subject);
  return tokens && text ? [{ subject, tokens, exact: { use: OFFICIAL_NUMBER, text } }] : [];
}

/** Which names and official numbers an event speaks of: what the index follows in the log. */
export function namesIn(event: LoggedEvent): readonly NameFact[] {
  const [, kind, subject = ''] = /^(case|person)-(.+)$/.exec(event.stream) ?? [];
  const { type } = openEvent<CaseEvent | PersonEvent>(event, upcasts);
  if (kind === 'person' && type === 'IdentityRecorded') return ofIdentity(event, subject);
  if (kind === 'case' && type === 'OfficialNumberRecorded') return ofNumber(event, subject);
  return [];
}
