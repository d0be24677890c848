/** Lets plain Node require our TypeScript: for jest's global set-up and for scripts that run before a build. */
const fs = require('node:fs');
const path = require('node:path');
const { transformSync } = require('@swc/core');
const Module = require('node:module');

const root = path.resolve(__dirname, '../../..');
const compile = (module, filename) => {
  const { code } = transformSync(fs.readFileSync(filename, 'utf8'), {
    filename,
    root,
    cwd: root,
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};
Module._extensions['.ts'] = compile;

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const alias = /^@hub\/([^/]+)(?:\/(victims|judicial))?$/.exec(request);
  if (!alias) return resolve.call(this, request, ...rest);
  const [, lib, part] = alias;
  return resolve.call(this, path.join(root, 'libs', lib, 'src', part ?? '', 'index.ts'), ...rest);
};
