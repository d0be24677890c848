import { open, readFile, rename } from 'node:fs/promises';
import { CompactRange, type Peak } from './tree';

/** What the signer remembers: the tree it signed last, and the note itself. */
export interface SignerState {
  readonly tree: CompactRange;
  readonly root: Buffer;
  /** Absent after a rollback was acknowledged: nothing of this tree is signed yet. */
  readonly signed?: { readonly note: string; readonly at: string };
}

interface Stored {
  readonly origin: string;
  readonly peaks: readonly (readonly [from: number, to: number, hash: string])[];
  readonly root: string;
  readonly signed?: { readonly note: string; readonly at: string };
}

/** @throws when the file belongs to another log or contradicts itself */
export async function readState(file: string, origin: string): Promise<SignerState | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const stored = JSON.parse(text) as Stored;
  if (stored.origin !== origin) throw new Error(`${file} is the memory of a signer of ${stored.origin}`);
  const peaks = stored.peaks.map(([from, to, hash]): Peak => ({
    from,
    to,
    hash: Buffer.from(hash, 'base64'),
  }));
  const state = { tree: new CompactRange(0, peaks), root: Buffer.from(stored.root, 'base64') };
  if (!state.tree.root().equals(state.root)) throw new Error(`${file} contradicts itself`);
  return stored.signed ? { ...state, signed: stored.signed } : state;
}

/**
 * Replaces the memory in one step and waits until it is on the disk. It holds no secret, and the verifier, who is
 * another user of the system, reads it.
 */
export async function writeState(file: string, origin: string, state: SignerState): Promise<void> {
  const stored: Stored = {
    origin,
    peaks: state.tree.peaks.map(({ from, to, hash }) => [from, to, hash.toString('base64')] as const),
    root: state.root.toString('base64'),
    ...(state.signed && { signed: state.signed }),
  };
  const temporary = `${file}.new`;
  const handle = await open(temporary, 'w', 0o644);
  try {
    await handle.writeFile(JSON.stringify(stored));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
