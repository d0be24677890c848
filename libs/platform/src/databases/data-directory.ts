import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from '../config/hub-config';
import { ConfigurationError } from '../config/settings';

/** @throws {ConfigurationError} naming HUB_DATA when the directory cannot be made or written */
export function ensureWritable(config: HubConfig): void {
  const { dataDirectory } = config;
  try {
    // Enterable, because run by root the server is another user's process; what is secret in it is 0600.
    fs.mkdirSync(dataDirectory, { recursive: true, mode: 0o711 });
    const probe = path.join(dataDirectory, `.probe-${process.pid}`);
    fs.writeFileSync(probe, '');
    fs.rmSync(probe);
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(
      `HUB_DATA: ${dataDirectory} cannot be written (${code}); set it to another directory`,
    );
  }
}
