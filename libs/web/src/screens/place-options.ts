import type { RightsWords } from './wording';

/** Offices or first-level units of the jurisdiction, in the order of the language. */
export function placeOptions(list: 'organisation' | 'unit', words: RightsWords) {
  const { book } = words;
  const codes =
    list === 'unit'
      ? book.jurisdiction.units.filter(({ level }) => level === 1).map(({ code }) => code)
      : book.institutions.map(({ id }) => id);
  const options = codes.map(value => ({ value, text: words.place(list, value) }));
  return options.sort((one, other) => words.fmt.compare(one.text, other.text));
}
