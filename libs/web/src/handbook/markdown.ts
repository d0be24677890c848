import { withEntries, type CriteriaBook, type Variable } from '@hub/codebook';
import type { Translator } from '@hub/platform';
import { Labels } from '../form/labels';
import { languages } from '../page/frame';
import { handbookPage, type HandbookSource } from './handbook';

type Source = HandbookSource & { readonly book: CriteriaBook };

const rolePage = (source: Source, role: string, lang: string, translator: Translator): string => {
  const { title, steps, rights } = handbookPage(source, role, lang, translator);
  const t = (key: string) => translator.t(lang, key);
  return [
    `# ${title}`,
    `${t(`${source.context}-pages:installation`)}`,
    `## ${t('handbook:first-day')}`,
    steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
    `## ${t('handbook:rights')}`,
    rights.map(right => `- ${right}`).join('\n'),
  ].join('\n\n');
};

function questionsPage({ book, context }: Source, lang: string, translator: Translator): string {
  const labels = new Labels(translator, lang, book);
  const t = (key: string, params?: Record<string, unknown>) => translator.t(lang, key, params);
  const entry = (variable: Variable) => {
    const example = labels.example(variable);
    return [
      `**${variable.number} ${labels.variable(variable.name)}** – ${labels.definition(variable)}`,
      ...(example === undefined ? [] : [t('web:help.example', { example })]),
      ...(variable.sealed ? [t('web:help.sealed')] : []),
    ].join(' ');
  };
  const sections = book.criteria.sections.map(({ name, variables }) =>
    [`## ${labels.section(name)}`, ...withEntries(variables).map(variable => `- ${entry(variable)}`)].join(
      '\n',
    ),
  );
  const facts = [...new Set(book.criteria.lifeCycle.map(({ fact }) => fact))].map(fact =>
    [
      `## ${labels.fact(fact)}`,
      ...book.criteria.lifeCycle
        .filter(variable => variable.fact === fact)
        .map(variable => `- ${entry(variable)}`),
    ].join('\n'),
  );
  const heading = `# ${t('handbook:questions')}: ${t(`${context}-pages:installation`)}`;
  return [heading, t('web:help.intro', { version: book.version }), ...sections, ...facts].join('\n\n');
}

/** Path below `docs/handbook` and text of every page of the handbook, in every language. */
export function handbookFiles(
  sources: readonly Source[],
  translator: Translator,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { code: lang } of languages) {
    const t = (key: string) => translator.t(lang, key);
    const contents: string[] = [`# ${t('handbook:title')}`, t('handbook:intro')];
    for (const source of sources) {
      const { context, policy } = source;
      const links = policy.roles.map(
        role => `- [${t(source.rights.role(role))}](${context}-${role.replaceAll('_', '-')}.md)`,
      );
      links.push(`- [${t('handbook:questions')}](${context}-questions.md)`);
      contents.push(`## ${t(`${context}-pages:installation`)}`, links.join('\n'));
      for (const role of policy.roles) {
        const name = `${lang}/${context}-${role.replaceAll('_', '-')}.md`;
        files.set(name, `${rolePage(source, role, lang, translator)}\n`);
      }
      files.set(`${lang}/${context}-questions.md`, `${questionsPage(source, lang, translator)}\n`);
    }
    files.set(`${lang}/README.md`, `${contents.join('\n\n')}\n`);
  }
  return files;
}
