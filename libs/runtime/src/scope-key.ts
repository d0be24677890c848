import fs from 'node:fs';
import path from 'node:path';
import { newScopeKey } from '@hub/access';
import { ConfigurationError, type HubConfig } from '@hub/platform';

type Place = Pick<HubConfig, 'keyDirectory' | 'context'>;

const fileOf = ({ keyDirectory }: Place) => path.join(keyDirectory, 'scope.key');

/** Key of the scope tokens that row-level security checks; the application's copy lies with the other keys. */
export function readScopeKey(place: Place): Buffer {
  const key = Buffer.from(fs.readFileSync(fileOf(place), 'utf8').trim(), 'hex');
  if (key.length === 32) return key;
  const prefix = place.context.toUpperCase();
  throw new ConfigurationError(
    `${prefix}_KEY_DIRECTORY: scope.key is damaged; remove it and run ops migrate`,
  );
}

/** The key, made where there is none; two processes at once agree on one. */
export function ensureScopeKey(place: Place): Buffer {
  const file = fileOf(place);
  fs.mkdirSync(place.keyDirectory, { recursive: true, mode: 0o700 });
  if (!fs.existsSync(file)) {
    const draft = `${file}-${process.pid}`;
    fs.writeFileSync(draft, `${newScopeKey().toString('hex')}\n`, { flag: 'wx', mode: 0o400 });
    try {
      fs.linkSync(draft, file); // unlike rename it never replaces the key another process just made
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(draft);
    }
  }
  return readScopeKey(place);
}
