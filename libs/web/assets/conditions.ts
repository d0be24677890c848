/** A condition of the codebook, as the form renderer writes it into `data-when`. */
type Condition =
  | { is: string; in: string[] }
  | { has: string; any: string[] }
  | { known: string }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const missing = ['', 'unknown', 'refused', 'not_applicable'];

function valuesOf(form: HTMLFormElement, name: string): string[] {
  return new FormData(form).getAll(name).map(String);
}

function holds(condition: Condition, form: HTMLFormElement): boolean {
  if ('is' in condition) return valuesOf(form, condition.is).some(value => condition.in.includes(value));
  if ('has' in condition) return valuesOf(form, condition.has).some(value => condition.any.includes(value));
  if ('known' in condition) return valuesOf(form, condition.known).some(value => !missing.includes(value));
  if ('all' in condition) return condition.all.every(part => holds(part, form));
  if ('any' in condition) return condition.any.some(part => holds(part, form));
  return !holds(condition.not, form);
}

/** Shows a field only while its condition holds; what was typed stays in the form and so in the draft. */
export function followConditions(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form')) {
    // Entries come and go while the form is filled.
    const update = () => {
      for (const part of form.querySelectorAll<HTMLElement>('[data-when]')) {
        part.hidden = !holds(JSON.parse(part.dataset.when ?? '{}') as Condition, form);
      }
    };
    form.addEventListener('input', update);
    form.addEventListener('change', update);
    update();
  }
}
