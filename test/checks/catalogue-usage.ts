import fs from 'node:fs';
import path from 'node:path';

/** Namespaces whose keys are derived from the codebook; its own schema test holds them against the data. */
const derived = new Set([
  'codebook-shared',
  'codebook-victims',
  'codebook-judicial',
  // Pages of the handbook by role and step: test/handbook holds them against the screens.
  'victims-handbook',
  'judicial-handbook',
  'handbook',
]);

function sources(directory: string): string[] {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sources(file);
    return /\.(ts|njk|json)$/.test(entry.name) && !/\.spec\.ts$/.test(entry.name) ? [file] : [];
  });
}

/** Literal keys the code names: `ns:key` for the translator, `ns.key` for refusals and codes. */
function* literals(
  text: string,
  namespaces: ReadonlySet<string>,
): Generator<[namespace: string, key: string]> {
  for (const [, namespace = '', key = ''] of text.matchAll(
    /['"`]([a-z][a-z-]*)[:]([a-z][\w.-]*[\w])['"`]/g,
  )) {
    if (namespaces.has(namespace)) yield [namespace, key];
  }
  for (const [, namespace = '', key = ''] of text.matchAll(
    /(?:Refusal|AccessRefused|VaultFault)\(\s*['"`]([a-z][a-z-]*)\.([\w.-]+)['"`]/g,
  )) {
    if (namespaces.has(namespace)) yield [namespace, key];
  }
}

/** `t(\`web:menu.${item}\`)`: everything that begins so counts as used. */
function prefixes(text: string): string[] {
  const dynamic = [...text.matchAll(/['"`]([a-z][a-z-]*)[:.]([\w.-]*)(?:\$\{|['"]\s*[+~])/g)];
  return dynamic.map(([, namespace, start]) => `${namespace}:${start}`);
}

/** Keys named but missing, and keys that nothing names. */
export function findUnknownAndUnused(
  root: string,
  catalogues: ReadonlyMap<string, readonly string[]>,
): string[] {
  const files = ['libs', 'apps'].flatMap(name => sources(path.join(root, name)));
  const text = files.map(file => fs.readFileSync(file, 'utf8')).join('\n');
  const names = new Set(catalogues.keys());
  const findings: string[] = [];
  for (const [namespace, key] of new Map(
    [...literals(text, names)].map(pair => [pair.join(':'), pair]),
  ).values()) {
    const known = catalogues.get(namespace) ?? [];
    if (!known.includes(key)) findings.push(`en/${namespace}: ${key} is used but missing`);
  }
  const started = prefixes(text);
  for (const [namespace, keys] of catalogues) {
    if (derived.has(namespace)) continue;
    for (const key of new Set(keys)) {
      const used =
        text.includes(`${namespace}:${key}`) ||
        text.includes(`${namespace}.${key}`) ||
        text.includes(`'${key}'`) ||
        started.some(start => `${namespace}:${key}`.startsWith(start) && start.length > namespace.length + 1);
      if (!used) findings.push(`en/${namespace}: ${key} is not used`);
    }
  }
  return findings;
}
