import path from 'node:path';
import { build } from 'esbuild';

const library = path.resolve(__dirname, '../..');
const packageOf = (file: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];

describe('what runs in the browser', () => {
  it('comes from three packages beside the hub itself', async () => {
    const { metafile } = await build({
      entryPoints: [path.join(library, 'assets/app.ts')],
      ...{ bundle: true, write: false, metafile: true, outdir: 'unused', format: 'esm' },
    });
    const packages = new Set(Object.keys(metafile.inputs).flatMap(file => packageOf(file) ?? []));
    expect([...packages].sort()).toEqual(['accessible-autocomplete', 'govuk-frontend', 'htmx.org']);
  });
});
