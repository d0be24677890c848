import { open, type FileHandle } from 'node:fs/promises';
import { parseCheckpoint, parseIncarnation, type Checkpoint, type Incarnation } from './checkpoint';
import { openNote, type VerificationKey } from './note';

/** Where a signed text was found, and when it says it was written there. */
interface Witnessed {
  readonly at: string;
  readonly note: string;
  /** Line of the witness file, counted from 1; 0 for the signer's own memory. */
  readonly line: number;
}

export type WitnessedCheckpoint = Checkpoint & Witnessed;
export type WitnessedIncarnation = Incarnation & Witnessed;

/** What a witness file, or several, say about one log. */
export interface Evidence {
  /** In force, by size. */
  readonly checkpoints: readonly WitnessedCheckpoint[];
  /** Given up by an acknowledged rollback. */
  readonly abandoned: readonly WitnessedCheckpoint[];
  readonly incarnations: readonly WitnessedIncarnation[];
  /** Lines with a signature of a known key that does not verify. */
  readonly forged: readonly number[];
  /** Lines signed by keys we do not know, or cut off in the middle. */
  readonly ignored: number;
}

/** A line of a witness file: a signed note and the time it was written, which the note does not cover. */
export interface WitnessLine {
  readonly at: string;
  readonly note: string;
}

function parseLine(text: string): WitnessLine | undefined {
  try {
    const { at, note } = JSON.parse(text) as Partial<WitnessLine>;
    return typeof at === 'string' && typeof note === 'string' ? { at, note } : undefined;
  } catch {
    return undefined;
  }
}

/** Appends one line and waits until it is on the disk. */
export async function appendWitness(file: string, line: WitnessLine): Promise<void> {
  const handle = await open(file, 'a+', 0o644);
  try {
    // A line cut off by a crash must not swallow the next one.
    const start = (await endsLine(handle)) ? '' : '\n';
    await handle.appendFile(`${start}${JSON.stringify(line)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function endsLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

/** Lines of a witness file, or of its last bytes; an absent file has none. */
export async function readWitness(file: string, bytes = Infinity): Promise<(WitnessLine | undefined)[]> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const lines: (WitnessLine | undefined)[] = [];
    for await (const line of handle.readLines({ start: Math.max(0, size - bytes) })) {
      if (line.trim() !== '') lines.push(parseLine(line));
    }
    return lines;
  } finally {
    await handle.close();
  }
}

type Weighed =
  | { readonly checkpoint: Checkpoint }
  | { readonly incarnation: Incarnation }
  | 'forged'
  | 'ignored'
  | 'of another log';

function weighLine(line: WitnessLine | undefined, origin: string, keys: readonly VerificationKey[]): Weighed {
  if (!line) return 'ignored';
  if (!line.note.startsWith(`${origin}\n`) && !line.note.startsWith(`${origin}/incarnation\n`))
    return 'of another log';
  const note = openNote(line.note, keys);
  if (note === 'forged') return 'forged';
  if (note === 'unknown') return 'ignored';
  const checkpoint = parseCheckpoint(note.text);
  const incarnation = parseIncarnation(note.text);
  if (checkpoint) return { checkpoint };
  return incarnation ? { incarnation } : 'ignored';
}

function givesUp(
  { restored, signed, ...rollback }: WitnessedIncarnation,
  checkpoint: WitnessedCheckpoint,
): boolean {
  const { size, at, line } = checkpoint;
  const earlier = at < rollback.at || (at === rollback.at && line < rollback.line);
  return restored.size < size && size <= signed.size && earlier;
}

/**
 * Weighs what was witnessed about one log. Lines about other logs are passed over. A checkpoint beyond a restored
 * size is given up when it is older than the line that acknowledges the rollback.
 */
export function weigh(
  lines: readonly (WitnessLine | undefined)[],
  origin: string,
  keys: readonly VerificationKey[],
): Evidence {
  const checkpoints = new Map<string, WitnessedCheckpoint>();
  const incarnations: WitnessedIncarnation[] = [];
  const forged: number[] = [];
  let ignored = 0;
  lines.forEach((written, index) => {
    const weighed = weighLine(written, origin, keys);
    const where = { at: written?.at ?? '', note: written?.note ?? '', line: index + 1 };
    if (weighed === 'forged') forged.push(index + 1);
    else if (weighed === 'ignored') ignored++;
    else if (weighed === 'of another log') return;
    else if ('incarnation' in weighed) incarnations.push({ ...weighed.incarnation, ...where });
    else checkpoints.set(where.note, { ...weighed.checkpoint, ...where });
  });
  const isAbandoned = (checkpoint: WitnessedCheckpoint) => incarnations.some(one => givesUp(one, checkpoint));
  const all = [...checkpoints.values()].sort((a, b) => a.size - b.size);
  return {
    checkpoints: all.filter(checkpoint => !isAbandoned(checkpoint)),
    abandoned: all.filter(isAbandoned),
    incarnations,
    forged,
    ignored,
  };
}
