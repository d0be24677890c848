/** After an entry was added or taken away in place: readies what is new, and leads the reader to it. */
export function followEntries(ready: (root: ParentNode) => void): void {
  document.body.addEventListener('htmx:afterSettle', event => {
    const { target, requestConfig } = (event as CustomEvent<Swap>).detail;
    const part = target.id ? document.getElementById(target.id) : null;
    if (!part?.classList.contains('hub-entries')) return;
    ready(part);
    part.closest('form')?.dispatchEvent(new Event('change', { bubbles: true }));
    const added = requestConfig.elt.getAttribute('name') === '_add';
    const entry = added ? [...part.querySelectorAll('.hub-entry')].at(-1) : undefined;
    const control = entry?.querySelector<HTMLElement>('input, select, textarea');
    (control ?? part.querySelector<HTMLElement>('button[name="_add"]'))?.focus();
  });
}

interface Swap {
  readonly target: HTMLElement;
  readonly requestConfig: { readonly elt: Element };
}
