import accessibleAutocomplete from 'accessible-autocomplete';
import { ranked } from './ranking';

/** A focused option goes away with the list: what closes the list gives the focus back to its box first. */
function keepFocus(wrapper: Element, box: HTMLElement): void {
  wrapper.addEventListener(
    'keydown',
    event => {
      const { key, shiftKey } = event as KeyboardEvent;
      const onOption = (event.target as Element).matches('.autocomplete__option');
      if (onOption && (key === 'Escape' || (key === 'Tab' && shiftKey))) box.focus();
    },
    { capture: true },
  );
}

function makeSearchable(select: HTMLSelectElement, words: Record<string, string>): void {
  const { id } = select;
  const options = [...select.options].map(({ textContent }) => textContent ?? '');
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.selectedOptions[0]?.value ? undefined : '',
    source: (query: string, show: (found: string[]) => void) => show(ranked(options, query)),
    showAllValues: true,
    preserveNullOptions: true,
    autoselect: true,
    confirmOnBlur: true,
    tNoResults: () => words.noResults ?? '',
    tStatusNoResults: () => words.noResults ?? '',
    tStatusQueryTooShort: () => '',
    tStatusSelectedOption: (option: string, length: number, index: number) =>
      `${option} ${index + 1}/${length}`,
    tStatusResults: (length: number, contentSelectedOption: string) => `${length} ${contentSelectedOption}`,
    tAssistiveHint: () => words.assistiveHint ?? '',
  });
  const box = document.getElementById(id);
  const wrapper = box?.closest('.autocomplete__wrapper');
  if (!box || !wrapper) return;
  // An emptied box takes its choice back, which the component leaves standing.
  box.addEventListener('input', () => {
    if ((box as HTMLInputElement).value.trim() === '') select.value = '';
  });
  keepFocus(wrapper, box);
}

/** Makes every long list of codes a box that finds them by number and by letters. */
export function makeListsSearchable(root: ParentNode, words: Record<string, string>): void {
  for (const select of root.querySelectorAll<HTMLSelectElement>('select[data-autocomplete]'))
    makeSearchable(select, words);
}
