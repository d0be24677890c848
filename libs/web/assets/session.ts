/** Two minutes before the session ends a dialog offers to stay; at the end the page leaves, the draft being saved. */
export function watchSession(): void {
  const dialog = document.getElementById('hub-session') as HTMLDialogElement | null;
  if (!dialog) return;
  const warnAfter = Number(dialog.dataset.warnAfter) * 1000;
  const endAfter = Number(dialog.dataset.endAfter) * 1000;
  let warning: number | undefined;
  let end: number | undefined;
  const leave = () => {
    // What could not be saved is on this page alone: it stays, and is kept when the form is sent.
    if (document.querySelector('.hub-status--warning')) return dialog.close();
    const field = document.querySelector<HTMLInputElement>('input[name="_focus"]')?.value;
    const place = field ? encodeURIComponent(`#${field}`) : '';
    window.location.assign((dialog.dataset.expired ?? '/') + place);
  };
  const restart = () => {
    window.clearTimeout(warning);
    window.clearTimeout(end);
    warning = window.setTimeout(() => dialog.showModal(), warnAfter);
    end = window.setTimeout(leave, endAfter);
  };
  dialog.querySelector('button')?.addEventListener('click', () => {
    void fetch('/session/stay', {
      method: 'POST',
      headers: { 'x-csrf-token': dialog.dataset.csrf ?? '' },
    }).then(({ ok }) => {
      dialog.close();
      if (ok) restart();
      else leave();
    });
  });
  document.body.addEventListener('htmx:afterRequest', restart);
  restart();
}
