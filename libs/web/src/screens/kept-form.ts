import type { HubRequest } from '@hub/access';
import { ownAddress } from '../page/own-address';

/** A form that was sent and could not be taken yet: its own address and what was typed into it. */
export interface KeptForm {
  readonly address: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

const textPairs = (name: string, value: unknown): { name: string; value: string }[] =>
  [value].flat().flatMap(one => (typeof one === 'string' ? [{ name, value: one }] : []));

/** The token of the session is left out: after the password is typed there is a new one. */
export function keptForm(request: HubRequest): KeptForm {
  const body = Object.entries((request.body ?? {}) as Record<string, unknown>);
  const typed = body.filter(([name]) => name !== '_csrf');
  return { address: request.url, fields: typed.flatMap(([name, value]) => textPairs(name, value)) };
}

/** What {@link keptForm} kept, as it came back in a hidden field; undefined for anything else. */
export function readKeptForm(text: unknown): KeptForm | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  try {
    const { address, fields } = JSON.parse(text) as Partial<KeptForm>;
    if (typeof address !== 'string' || !Array.isArray(fields)) return undefined;
    const pairs = (fields as Partial<KeptForm['fields'][number]>[]).flatMap(({ name, value }) =>
      typeof name === 'string' ? textPairs(name, value) : [],
    );
    return { address: ownAddress(address), fields: pairs };
  } catch {
    return undefined; // not what this page wrote
  }
}
