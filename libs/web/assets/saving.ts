/** Shows what became of the autosave: saved at …, saving, or not saved because the connection is lost. */
export function watchSaving(words: Record<string, string>): void {
  const line = document.getElementById('hub-save-status');
  if (!line) return;
  const say = (text: string, warning: boolean) => {
    line.textContent = text;
    line.classList.toggle('hub-status--warning', warning);
  };
  document.body.addEventListener('htmx:beforeRequest', () => say(words.saving ?? '', false));
  const lost = () => say(words.connectionLost ?? '', true);
  document.body.addEventListener('htmx:sendError', lost);
  document.body.addEventListener('htmx:responseError', lost);
  document.body.addEventListener('htmx:timeout', lost);
  window.addEventListener('offline', lost);
  window.addEventListener('online', () => {
    document.querySelector('form[data-autosave]')?.dispatchEvent(new Event('change', { bubbles: true }));
  });
  // Where the reader was, so that a change of language comes back to the same field.
  document.addEventListener('focusin', event => {
    const target = event.target as HTMLElement;
    const field = target.closest('form')?.querySelector<HTMLInputElement>('input[name="_focus"]');
    if (field && target.id) field.value = target.id;
  });
}
