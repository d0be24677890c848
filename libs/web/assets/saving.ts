/** A page that still stands after this time, in milliseconds, was not sent after all. */
const SENDING = 15_000;

/** Shows what became of the autosave: saved at …, saving, or not saved because the connection is lost. */
export function watchSaving(words: Record<string, string>): void {
  const line = document.getElementById('hub-save-status');
  if (!line) return;
  const say = (text: string, warning: boolean) => {
    line.textContent = text;
    line.classList.toggle('hub-status--warning', warning);
  };
  document.body.addEventListener('htmx:beforeRequest', ({ target }) => {
    if (target instanceof HTMLFormElement) say(words.saving ?? '', false);
  });
  const lost = () => say(words.connectionLost ?? '', true);
  document.body.addEventListener('htmx:sendError', lost);
  document.body.addEventListener('htmx:responseError', event => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    say((xhr.status === 401 ? words.sessionEnded : words.connectionLost) ?? '', true);
  });
  document.body.addEventListener('htmx:timeout', lost);
  window.addEventListener('offline', lost);
  window.addEventListener('online', () => {
    document.querySelector('form[data-autosave]')?.dispatchEvent(new Event('change', { bubbles: true }));
  });
  // What is sent is not saved as a draft behind it, where it would wait for ever.
  let sending = false;
  document.addEventListener('submit', ({ target }) => {
    if (!(target as HTMLElement).matches('[data-autosave]')) return;
    sending = true;
    target?.dispatchEvent(new Event('htmx:abort'));
    window.setTimeout(() => (sending = false), SENDING);
  });
  document.body.addEventListener('htmx:confirm', event => {
    // The warning takes the focus from a field, which is no sign of anybody at work.
    if (sending || document.querySelector('dialog[open]')) event.preventDefault();
  });
  // Where the reader was, so that a change of language comes back to the same field.
  document.addEventListener('focusin', event => {
    const target = event.target as HTMLElement;
    const field = target.closest('form')?.querySelector<HTMLInputElement>('input[name="_focus"]');
    if (field && target.id) field.value = target.id;
  });
}
