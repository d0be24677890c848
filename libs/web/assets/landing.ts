/**
 * Goes to the field the address names once more: what was revealed, hidden or made searchable after the browser went
 * there has moved it, or has taken its place.
 */
export function landOnTarget(): void {
  const id = decodeURIComponent(window.location.hash.slice(1));
  const target = id === '' ? null : document.getElementById(id);
  if (!target?.matches('main form *') || document.querySelector('.govuk-error-summary')) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
}
