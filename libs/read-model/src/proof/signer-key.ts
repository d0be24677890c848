import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { verificationKeyOf } from './note';

export async function readSignerKey(keyFile: string): Promise<KeyObject> {
  const key = createPrivateKey(await readFile(keyFile));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${keyFile} holds no Ed25519 key`);
  return key;
}

async function createKey(keyFile: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const temporary = `${keyFile}.${randomUUID()}`;
  await writeFile(temporary, privateKey.export({ format: 'pem', type: 'pkcs8' }), {
    mode: 0o600,
    flag: 'wx',
  });
  try {
    // A link fails where the file exists: of two that start at once, both end up with the same key.
    await link(temporary, keyFile).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(temporary);
  }
}

/**
 * Makes sure that the signer has a key, readable by its own user only.
 * @returns the verification key of a log, for those who check; it is no secret
 */
export async function ensureSignerKey(keyFile: string, origin: string): Promise<string> {
  const exists = await readSignerKey(keyFile).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (!exists) await createKey(keyFile);
  return verificationKeyOf(origin, exists ?? (await readSignerKey(keyFile)));
}
