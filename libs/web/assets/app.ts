/**
 * Progressive enhancement only: every page works without this file. It reveals conditional fields, makes long lists
 * searchable, shows the state of the autosave and warns before the session ends. It keeps nothing on the PC.
 */
import accessibleAutocomplete from 'accessible-autocomplete';
import { ErrorSummary, PasswordInput, createAll } from 'govuk-frontend';
import 'htmx.org';
import { followConditions } from './conditions';
import { landOnTarget } from './landing';
import { ranked } from './ranking';
import { watchSaving } from './saving';
import { watchSession } from './session';

// htmx notes the address of each page as it loads, history or not; an address names a case.
sessionStorage.removeItem('htmx-current-path-for-history');

document.documentElement.classList.add('js-enabled');
document.body.classList.add('js-enabled', 'govuk-frontend-supported');

const words = JSON.parse(document.body.dataset.words ?? '{}') as Record<string, string>;
createAll(ErrorSummary);
createAll(PasswordInput, {
  i18n: {
    showPassword: words.showPassword ?? '',
    hidePassword: words.hidePassword ?? '',
    showPasswordAriaLabel: words.showPassword ?? '',
    hidePasswordAriaLabel: words.hidePassword ?? '',
    passwordShownAnnouncement: words.passwordShown ?? '',
    passwordHiddenAnnouncement: words.passwordHidden ?? '',
  },
});

for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-autocomplete]')) {
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
  // An emptied box takes its choice back, which the component leaves standing.
  document.getElementById(id)?.addEventListener('input', ({ target }) => {
    if ((target as HTMLInputElement).value.trim() === '') select.value = '';
  });
}

followConditions();
watchSaving(words);
watchSession();
landOnTarget();
