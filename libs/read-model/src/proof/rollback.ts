import { incarnationText, type Incarnation } from './checkpoint';
import { signNote, verificationKeyOf } from './note';
import { readSignerKey } from './signer-key';
import { writeState } from './signer-state';
import { agreement, gatherEvidence, type WitnessOptions } from './start-rule';
import { appendWitness } from './witness';

export interface RollbackOptions extends Omit<WitnessOptions, 'verificationKeys' | 'witnessFiles'> {
  readonly witnessFile: string;
  readonly stateFile: string;
  readonly keyFile: string;
  /** Accounts of the two people who decided it, in words without spaces. */
  readonly by: readonly [string, string];
  /** Number of the decision, or one word. */
  readonly reason: string;
}

/** There is nothing to acknowledge, or not by these people. */
export class RollbackRefused extends Error {
  readonly status = 409;

  constructor(readonly code: 'read-model.rollback-not-needed' | 'read-model.rollback-needs-two') {
    super(code);
    this.name = 'RollbackRefused';
  }
}

/**
 * After a restore from a backup: gives up what was signed beyond the last checkpoint the log still agrees with. The
 * line stays in the witness file for good, so that everybody can see what was given up and who decided it; the
 * signer goes on from there.
 * @throws {RollbackRefused}
 */
export async function acknowledgeRollback(options: RollbackOptions): Promise<Incarnation> {
  const { leaves, origin, witnessFile, stateFile, keyFile, by, reason } = options;
  const words = [...by, reason].every(word => /^[^\s]+$/.test(word));
  if (by[0] === by[1] || !words) throw new RollbackRefused('read-model.rollback-needs-two');
  const key = await readSignerKey(keyFile);
  const verificationKeys = [verificationKeyOf(origin, key)];
  const { checkpoints } = await gatherEvidence({ origin, witnessFiles: [witnessFile], verificationKeys });
  const last = checkpoints.at(-1);
  const { agreed, tree } = await agreement(leaves, checkpoints);
  if (!last || agreed === last) throw new RollbackRefused('read-model.rollback-not-needed');
  const restored = { size: tree.size, root: tree.root() };
  const incarnation = { origin, signed: { size: last.size, root: last.root }, restored, by, reason };
  const note = signNote(incarnationText(incarnation), origin, key);
  await appendWitness(witnessFile, { note, at: new Date().toISOString() });
  await writeState(stateFile, origin, { tree, root: tree.root() });
  return incarnation;
}
