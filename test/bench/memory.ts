import fs from 'node:fs';

/** Processes and their parents, as the kernel knows them. */
function parents(): Map<number, number> {
  const ids = fs.readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return new Map(
    ids.flatMap(id => {
      try {
        const status = fs.readFileSync(`/proc/${id}/status`, 'utf8');
        return [[Number(id), Number(/^PPid:\t(\d+)$/m.exec(status)?.[1])] as const];
      } catch {
        return []; // it ended meanwhile
      }
    }),
  );
}

/** Memory of processes and all their descendants, shared pages divided among those who share them. */
export function megabytesOf(roots: readonly number[]): number {
  const family = new Set(roots);
  const all = parents();
  for (let before = 0; before < family.size;) {
    before = family.size;
    for (const [id, parent] of all) if (family.has(parent)) family.add(id);
  }
  const kilobytes = [...family].map(id => {
    const rollup = fs.readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
}
