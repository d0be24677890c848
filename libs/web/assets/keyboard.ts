/** What a question is answered with; the way to its help is no answer. */
const controls = 'input:not([type=hidden]), select, textarea';

const visible = (element: HTMLElement) => element.offsetParent !== null && element.tabIndex >= 0;

/** The controls of a question a reader sees; of a group of radios the chosen one, as Tab has it. */
function controlsOf(field: Element): HTMLElement[] {
  const all = [...field.querySelectorAll<HTMLElement>(controls)].filter(visible);
  return all.filter(
    control =>
      !(control instanceof HTMLInputElement && control.type === 'radio') ||
      control.checked ||
      !all.some(other => other instanceof HTMLInputElement && other.name === control.name && other.checked),
  );
}

function goTo(control: HTMLElement | undefined): void {
  control?.focus();
  // As Tab does: what is typed takes the place of what stands there.
  if (control instanceof HTMLInputElement) control.select();
  control?.closest('.hub-field')?.scrollIntoView({ block: 'nearest' });
}

/** Ctrl with an arrow leads to the next question, or to the one before, past all the controls between; then to the button. */
function leap(form: HTMLFormElement, back: boolean): void {
  // The questions of an entry stand for the whole that holds them.
  const questions = [...form.querySelectorAll('.hub-field')].filter(
    field => !field.querySelector('.hub-field') && controlsOf(field).length > 0,
  );
  const at = questions.findIndex(field => field.contains(document.activeElement));
  const next = at < 0 ? (back ? -1 : 0) : back ? at - 1 : at + 1;
  const field = questions[next];
  if (field) goTo(controlsOf(field)[0]);
  else if (next >= questions.length)
    goTo(form.querySelector<HTMLElement>('.hub-actions button') ?? undefined);
}

/** Within a group of boxes the arrows lead from box to box too; Tab goes on as browsers have it. */
function walk(box: HTMLInputElement, event: KeyboardEvent): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(box.name)}"]`)];
  const at = boxes.indexOf(box);
  const places: Partial<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: boxes.length - 1,
  };
  const target = boxes[places[event.key] ?? -1];
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** Nothing here takes a key away that browsers use within a form; all of it can be done with Tab alone. */
export function watchKeyboard(): void {
  const form = document.querySelector<HTMLFormElement>('#draft-form');
  if (!form) return;
  form.setAttribute('aria-keyshortcuts', 'Control+ArrowDown Control+ArrowUp');
  // Before the list under a box sees the arrow.
  document.addEventListener(
    'keydown',
    event => {
      if (event.altKey || event.metaKey || event.shiftKey) return;
      if (event.ctrlKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        event.preventDefault();
        event.stopPropagation();
        leap(form, event.key === 'ArrowUp');
        return;
      }
      const { target } = event;
      if (!event.ctrlKey && target instanceof HTMLInputElement && target.type === 'checkbox')
        walk(target, event);
    },
    { capture: true },
  );
}
