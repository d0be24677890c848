/** Two minutes before the session ends a dialog offers to stay; at the end the page leaves, the draft being saved. */
export function watchSession(): void {
  const dialog = document.getElementById('hub-session') as HTMLDialogElement | null;
  if (!dialog) return;
  const warnAfter = Number(dialog.dataset.warnAfter) * 1000;
  const endAfter = Number(dialog.dataset.endAfter) * 1000;
  let warning: number | undefined;
  let end: number | undefined;
  const restart = () => {
    window.clearTimeout(warning);
    window.clearTimeout(end);
    warning = window.setTimeout(() => dialog.showModal(), warnAfter);
    end = window.setTimeout(() => window.location.assign(dialog.dataset.expired ?? '/'), endAfter);
  };
  dialog.querySelector('button')?.addEventListener('click', () => {
    void fetch('/session/stay', {
      method: 'POST',
      headers: { 'x-csrf-token': dialog.dataset.csrf ?? '' },
    }).then(() => {
      dialog.close();
      restart();
    });
  });
  document.body.addEventListener('htmx:afterRequest', restart);
  restart();
}
