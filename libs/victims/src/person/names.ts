import { openEvent, type LoggedEvent } from '@hub/event-store';
import { sealedAt, type NameFact, type PersonName } from '@hub/vault';
import { upcasts } from '../upcasts';
import type { Identity, PersonFact } from './identity';

/** What the name index needs to know of an identity. */
export const nameOf = ({ given, family, otherNames, birth }: Identity): PersonName => ({
  ...{ given, family, otherNames, birth },
});

const parts = ['given', 'family', 'otherNames', 'birth'] as const;

/** Which names an event speaks of: what the index follows in the log. */
export function namesIn(event: LoggedEvent): readonly NameFact[] {
  if (event.type !== 'IdentityRecorded' || !event.stream.startsWith('person-')) return [];
  const subject = event.stream.slice('person-'.length);
  const { type } = openEvent<PersonFact>(event, upcasts);
  const tokens = type === 'IdentityRecorded' ? sealedAt(event, '/tokens', subject) : undefined;
  if (!tokens) return [];
  const name = parts.flatMap(part => {
    const sealed = sealedAt(event, `/${part}`, subject);
    return sealed ? [[part, sealed] as const] : [];
  });
  return [{ subject, tokens, name: Object.fromEntries(name) }];
}
