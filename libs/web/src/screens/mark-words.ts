const scopes = ['own', 'office', 'county', 'all'] as const;

const marks = [
  ['~', 'masked'],
  ['*', 'logged'],
  ['!', 'fresh'],
  ['+', 'sealed'],
  ['=', 'restricted'],
] as const;

/** One way of the table of rights (`own*!`) in words: how far it reaches and under which terms. */
export function markWords(way: string, t: (key: string) => string): string {
  const scope = scopes.find(name => way.startsWith(name)) ?? 'all';
  const terms = marks.filter(([mark]) => way.includes(mark)).map(([, name]) => t(`web:matrix.${name}`));
  return [t(`web:matrix.scope-${scope}`), ...terms].join(', ');
}
