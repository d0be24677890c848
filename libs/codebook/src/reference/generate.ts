import fs from 'node:fs';
import path from 'node:path';
import { referencePages } from './pages';

/** Writes docs/reference: `npm run docs:reference`. */
const directory = path.resolve(__dirname, '../../../../docs/reference');
fs.mkdirSync(directory, { recursive: true });
for (const [file, text] of referencePages()) fs.writeFileSync(path.join(directory, file), text);
