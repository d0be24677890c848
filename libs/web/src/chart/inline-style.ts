/** CSS declarations that have a presentation attribute of the same name in SVG. */
const presentation = new Set([
  'dominant-baseline',
  'text-anchor',
  'font-size',
  'font-family',
  'font-weight',
  'font-style',
  'fill',
  'stroke',
  'stroke-width',
  'opacity',
  'fill-opacity',
  'stroke-opacity',
  'pointer-events',
  'text-rendering',
  'visibility',
]);

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

function declarationsAsAttributes(style: string): string {
  const attributes = style
    .split(';')
    .map(declaration => declaration.split(':').map(part => part.trim()))
    .filter(([name]) => presentation.has(name ?? ''));
  return attributes.map(([name, value]) => `${name}="${(value ?? '').replace(/"/g, "'")}"`).join(' ');
}

/**
 * Moves every `style` attribute into presentation attributes and drops style elements, so that the drawing obeys
 * `style-src 'self'`; gives the drawing its role and title.
 */
export function withoutInlineStyle(svg: string, id: string, title: string): string {
  const plain = svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ style="([^"]*)"/g, (_all, style: string) => {
      const attributes = declarationsAsAttributes(style.replace(/&quot;/g, "'"));
      return attributes ? ` ${attributes}` : '';
    });
  const named = `<title id="${id}-title">${escaped(title)}</title>`;
  return plain.replace(/<svg([^>]*)>/, (_all, attributes: string) => {
    const own = attributes.replace(/ (role|aria-label(ledby)?)="[^"]*"/g, '');
    return `<svg${own} role="img" aria-labelledby="${id}-title">${named}`;
  });
}
