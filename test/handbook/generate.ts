import fs from 'node:fs';
import path from 'node:path';
import { files } from './files';

/** Writes docs/handbook: `npm run docs:handbook`. */
const directory = path.resolve(__dirname, '../../docs/handbook');
fs.rmSync(directory, { recursive: true, force: true });
for (const [name, text] of files()) {
  fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
  fs.writeFileSync(path.join(directory, name), text);
}
