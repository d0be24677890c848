import type { CodeList, CriteriaBook, ValueType } from '@hub/codebook';

/** Name of the list an answer is chosen from; undefined for what is typed. */
function listName(type: ValueType): string | undefined {
  switch (type.kind) {
    case 'code':
      return type.list;
    case 'country':
    case 'unit':
    case 'language':
    case 'organisation':
      return type.kind;
    default:
      return undefined;
  }
}

/**
 * The lists a form of one day chooses from.
 * @param organisations ids of the register as it is now; without them, as the jurisdiction profile has it
 */
export const listsOf =
  (book: CriteriaBook, day: string, organisations?: readonly string[]) =>
  (type: ValueType): CodeList | undefined => {
    const name = listName(type);
    if (name === undefined) return undefined;
    if (name === 'organisation' && organisations)
      return { name, part: 'shared', codes: organisations.map(code => ({ code })) };
    return { name, part: 'shared', codes: book.list(name, day) };
  };
