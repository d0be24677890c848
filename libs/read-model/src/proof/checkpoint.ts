import type { TreeHead } from './tree';

/** A tree head of a named log: the text of c2sp.org/tlog-checkpoint. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
}

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

function treeHead(size: string | undefined, root: string | undefined): TreeHead | undefined {
  const hash = Buffer.from(root ?? '', 'base64');
  if (!/^(0|[1-9]\d{0,15})$/.test(size ?? '') || hash.length !== 32) return undefined;
  return { size: Number(size), root: hash };
}

/** @returns undefined when the text is no checkpoint */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root, ...rest] = text.split('\n');
  const head = treeHead(size, root);
  if (!origin || !head || rest.length !== 1 || rest[0] !== '') return undefined;
  return { origin, ...head };
}

/**
 * A rollback that two people have acknowledged: the log went on from a smaller tree, because it was restored from a
 * backup. What was signed beyond it is given up, knowingly and for everybody to see.
 */
export interface Incarnation {
  readonly origin: string;
  /** What had been signed last. */
  readonly signed: TreeHead;
  /** What the log went on from. */
  readonly restored: TreeHead;
  /** Accounts of the two people. */
  readonly by: readonly [string, string];
  /** Number of the decision, or a word such as `restore`. */
  readonly reason: string;
}

const headLine = (word: string, { size, root }: TreeHead) => `${word} ${size} ${root.toString('base64')}\n`;

export const incarnationText = ({ origin, signed, restored, by, reason }: Incarnation): string =>
  `${origin}/incarnation\n${headLine('signed', signed)}${headLine('restored', restored)}by ${by.join(' ')}\nreason ${reason}\n`;

/** @returns undefined when the text is no incarnation */
export function parseIncarnation(text: string): Incarnation | undefined {
  const lines =
    /^(.+)\/incarnation\nsigned (\d+) (\S+)\nrestored (\d+) (\S+)\nby (\S+) (\S+)\nreason (\S+)\n$/.exec(
      text,
    );
  if (!lines) return undefined;
  const [, origin = '', size, root, toSize, toRoot, first = '', second = '', reason = ''] = lines;
  const signed = treeHead(size, root);
  const restored = treeHead(toSize, toRoot);
  return signed && restored && { origin, signed, restored, by: [first, second], reason };
}
