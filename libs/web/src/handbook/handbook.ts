import { accessLabels, type AccessPolicy } from '@hub/access';
import type { Translator } from '@hub/platform';

/** Which database a handbook is about, and whose words its rights have. */
export interface HandbookSource {
  readonly context: string;
  readonly policy: AccessPolicy;
  readonly rights: Readonly<Record<'role' | 'action' | 'purpose', (name: string) => string>>;
}

/** What one role does on its first day and may do at all. */
export interface HandbookPage {
  readonly role: string;
  readonly title: string;
  /** Steps in order; `**…**` marks what stands on the screen. */
  readonly steps: readonly string[];
  /** From the table of rights itself, so that the page cannot promise what the guard refuses. */
  readonly rights: readonly string[];
}

/** `handbook:common.1`, `.2` … as far as they go. */
function stepsOf(translator: Translator, lang: string, namespace: string, name: string): string[] {
  const steps: string[] = [];
  for (let number = 1; translator.has(lang, `${namespace}:${name}.${number}`); number++) {
    steps.push(translator.t(lang, `${namespace}:${name}.${number}`));
  }
  return steps;
}

/** The page of one role in one language; the names of buttons in it are those of the catalogues. */
export function handbookPage(
  { context, policy, rights }: HandbookSource,
  role: string,
  lang: string,
  translator: Translator,
): HandbookPage {
  const [welcome = '', ...rest] = stepsOf(translator, lang, 'handbook', 'common');
  const own = ['handbook', `${context}-handbook`];
  const name = (action: string) => {
    const keys = [rights.action(action), accessLabels.action(action)];
    const key = keys.find(known => translator.has(lang, known));
    return key === undefined ? action : translator.t(lang, key);
  };
  const allowed = policy.actions.filter(action =>
    policy.rules.some(rule => rule.role === role && rule.action === action),
  );
  return {
    role,
    title: translator.t(lang, rights.role(role)),
    steps: [welcome, ...own.flatMap(namespace => stepsOf(translator, lang, namespace, role)), ...rest],
    rights: allowed.map(name),
  };
}

/** A step cut at its marks: what stands on the screen is strong. */
export const marked = (step: string) =>
  step.split('**').map((text, index) => ({ text, strong: index % 2 === 1 }));
