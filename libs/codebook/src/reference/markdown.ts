/** A cell may hold any text: pipes and line breaks would end it. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '_None._';
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const codeSpan = (text: string) => `\`${text}\``;

export const codeSpans = (texts: readonly string[]) => texts.map(codeSpan).join(', ');

export const page = (title: string, ...blocks: readonly string[]) =>
  [
    `# ${title}`,
    '<!-- Generated from libs/codebook by `npm run docs:reference`; changes made here are lost. -->',
    ...blocks.map(block => block.trimEnd()),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
