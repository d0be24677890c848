/**
 * One ephemeral PostgreSQL cluster for the whole run, in memory where there is room; every test file makes its
 * own databases in it (temporary-database.ts). It goes away with this process, even on kill -9.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '../../..');

module.exports = async () => {
  fs.rmSync(path.join(root, 'var/test.log'), { force: true });
  // Once and before the workers: a test that starts the hub would build under the feet of those that serve from it.
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'pipe' });
  if (process.env.HUB_TEST_POSTGRES_URL) return;
  require('./register.cjs');
  const { startEmbedded } = require('../../platform/src/postgres/embedded.ts');
  let base = os.tmpdir();
  try {
    const room = fs.statfsSync('/dev/shm');
    if (room.bavail * room.bsize > 512 * 2 ** 20) base = '/dev/shm';
  } catch {
    // no /dev/shm on this platform
  }
  const cluster = await startEmbedded({
    dataDirectory: path.join(base, `hub-test-${process.pid}`),
    user: 'test',
    password: 'test',
    ephemeral: true,
    settings: { max_connections: 300, shared_buffers: '128MB' },
  });
  globalThis.__hubTestCluster = cluster;
  process.env.HUB_TEST_POSTGRES_URL = cluster.url('postgres');
};
