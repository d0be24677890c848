import { nameId } from '@hub/event-store';
import { parse } from 'uuid';

/** Digits and consonants without look-alikes (0 O 1 I L): no vowels, so no words either. */
const alphabet = '23456789BCDFGHJKMNPQRSTVWXYZ';
/** The prime after the number of symbols: finds every wrong symbol and every two neighbours swapped. */
const modulus = 29;
const shape = new RegExp(`^V-(\\d{4})-([${alphabet}]{6})([${alphabet}])$`);

const valueOf = (symbol: string) => alphabet.indexOf(symbol);
const weigh = (values: readonly number[]) =>
  values.reduce((sum, value, at) => sum + value * (at + 1), 0) % modulus;

const checkOf = (year: string, symbols: readonly number[]) => weigh([...[...year].map(Number), ...symbols]);

/**
 * The reference of a case, `V-2026-7KXM3PT`: year, six random symbols and a check symbol. Follows from the id of
 * the command, so that a repeated command gives the same; `attempt` gives others when one is taken.
 */
export function caseReference(command: string, year: number, attempt: number): string {
  for (let round = 0; ; round++) {
    const bytes = parse(nameId(`reference/${attempt}/${round}`, command));
    const symbols = [...bytes.slice(0, 6)].map(byte => byte % alphabet.length);
    const check = checkOf(String(year), symbols);
    if (check < alphabet.length) {
      return `V-${year}-${[...symbols, check].map(value => alphabet[value]).join('')}`;
    }
  }
}

/** Whether the text is a reference as the hub gives it, without a typing error. */
export function isCaseReference(text: string): boolean {
  const [, year, symbols = '', check = ''] = shape.exec(text) ?? [];
  return year !== undefined && checkOf(year, [...symbols].map(valueOf)) === valueOf(check);
}

/** The stream a reference belongs to: two cases can never get one reference. */
export const caseIdOf = (reference: string): string =>
  nameId(reference, '6f0e3ad2-5e0f-4c43-9d0b-8f6f6f5a9c11');
