import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Mode } from '../config/hub-config';
import { OpsFailure } from '../ops/command';
import { macFits, macOf } from './backup-key';

/** The two parts lie apart and are kept for different times; `keys` alone opens nothing, `log` alone neither. */
export type Part = 'log' | 'keys';

/** What stands beside a sealed part, in clear. */
export interface Manifest {
  readonly format: 'hub-backup-1';
  /** The same for both parts of one backup. */
  readonly id: string;
  readonly context: string;
  readonly mode: Mode;
  readonly part: Part;
  readonly createdAt: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const partFile = (directory: string, part: Part) => path.join(directory, `${part}.sealed`);
const day = 86_400_000;

const manifestFile = (directory: string) => path.join(directory, 'manifest.json');

export async function hashOfFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of fs.createReadStream(file)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

export function writeManifest(directory: string, manifest: Manifest, key: Buffer): void {
  const text = JSON.stringify(manifest);
  fs.writeFileSync(
    manifestFile(directory),
    `${JSON.stringify({ manifest, mac: macOf(key, text) }, null, 2)}\n`,
  );
}

/** The manifest of a directory as it stands, without asking whether it is genuine; undefined when there is none. */
export function peekManifest(directory: string): Manifest | undefined {
  try {
    const { manifest } = JSON.parse(fs.readFileSync(manifestFile(directory), 'utf8')) as {
      manifest?: Manifest;
    };
    return manifest?.format === 'hub-backup-1' ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a part's manifest and checks manifest and file against each other and against the key. */
export async function readPart(directory: string, part: Part, key: Buffer): Promise<Manifest> {
  const manifest = peekManifest(directory);
  if (!manifest) throw new OpsFailure(`${directory} holds no backup of the hub`);
  if (manifest.part !== part)
    throw new OpsFailure(`${directory} holds the part "${manifest.part}", not "${part}"`);
  const { mac } = JSON.parse(fs.readFileSync(manifestFile(directory), 'utf8')) as { mac?: string };
  if (!macFits(key, JSON.stringify(manifest), mac ?? '')) {
    throw new OpsFailure(`the manifest in ${directory} was altered, or it was made with another key`);
  }
  const { sha256, bytes } = await hashOfFile(partFile(directory, part));
  if (sha256 !== manifest.sha256 || bytes !== manifest.bytes) {
    throw new OpsFailure(`${partFile(directory, part)} is damaged: its hash is not that of its manifest`);
  }
  return manifest;
}

/** Removes this context's parts that are older than so many days; the newest always stays. */
export function prune(directory: string, context: string, days: number): number {
  const found = fs
    .readdirSync(directory)
    .map(name => ({ name, manifest: peekManifest(path.join(directory, name)) }))
    .filter(({ manifest }) => manifest?.context === context)
    .sort((a, b) => (b.manifest?.createdAt ?? '').localeCompare(a.manifest?.createdAt ?? ''));
  const old = found
    .slice(1)
    .filter(({ manifest }) => Date.now() - Date.parse(manifest?.createdAt ?? '') > days * day);
  for (const { name } of old) fs.rmSync(path.join(directory, name), { recursive: true });
  return old.length;
}
