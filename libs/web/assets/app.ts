/**
 * Progressive enhancement only: every page works without this file. It reveals conditional fields, makes long lists
 * searchable, adds entries in place, opens for print what is folded away, shows the state of the autosave and warns before the session ends. It keeps
 * nothing on the PC.
 */
import { ErrorSummary, PasswordInput, createAll } from 'govuk-frontend';
import 'htmx.org';
import { followConditions } from './conditions';
import { followEntries } from './entries';
import { watchKeyboard } from './keyboard';
import { landOnTarget } from './landing';
import { makeListsSearchable } from './lists';
import { openForPrint } from './printing';
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

makeListsSearchable(document, words);
followEntries(root => makeListsSearchable(root, words));
followConditions();
watchSaving(words);
watchSession();
watchKeyboard();
landOnTarget();
openForPrint();
