import path from 'node:path';
import { readConfig } from './hub-config';
import { ConfigurationError } from './settings';

const production = {
  HUB_MODE: 'production',
  HUB_JURISDICTION: 'RO',
  HUB_DATA: '/srv/hub',
  NORTH_HOST_NAME: 'north.example.org',
  NORTH_KEY_DIRECTORY: '/etc/hub/keys',
  NORTH_DATABASE_URL: 'postgres://a:b@db/north',
  NORTH_KEYS_DATABASE_URL: 'postgres://a:b@db/north_keys',
};
const without = (name: keyof typeof production) => ({ ...production, [name]: undefined });

describe('the settings of one context', () => {
  it('default to a sandbox on embedded PostgreSQL', () => {
    const config = readConfig('north', {}, { port: 4101 });
    expect(config).toMatchObject({
      mode: 'sandbox',
      jurisdiction: 'AL',
      hostName: 'north.localhost',
      port: 4101,
    });
    expect(config).toMatchObject({
      eventStore: 'postgres',
      seed: '1',
      listen: '127.0.0.1',
      trustedProxies: [],
    });
    expect(config.databaseUrl).toBeUndefined();
    expect(config.dataDirectory).toBe(path.resolve('var/north'));
  });

  it('come from variables that carry the name of the context, and from no other', () => {
    const env = {
      NORTH_PORT: '5001',
      SOUTH_PORT: '5002',
      PORT: '5003',
      SOUTH_DATABASE_URL: 'postgres://x@y/z',
    };
    expect(readConfig('north', env).port).toBe(5001);
    expect(readConfig('north', env).databaseUrl).toBeUndefined();
  });

  it('are complete in production', () => {
    const config = readConfig('north', production);
    expect(config).toMatchObject({
      mode: 'production',
      jurisdiction: 'RO',
      seed: '0',
      hostName: 'north.example.org',
    });
  });

  it.each([
    ['HUB_JURISDICTION'],
    ['NORTH_HOST_NAME'],
    ['NORTH_KEY_DIRECTORY'],
    ['NORTH_DATABASE_URL'],
    ['NORTH_KEYS_DATABASE_URL'],
  ] as const)('say that production needs %s', name => {
    expect(() => readConfig('north', without(name))).toThrow(
      new ConfigurationError(`${name} must be set when HUB_MODE=production`),
    );
  });

  it('ask of the signer its own login only, and of the first preparation none', () => {
    const { NORTH_DATABASE_URL, NORTH_KEYS_DATABASE_URL, NORTH_KEY_DIRECTORY, ...bare } = production;
    expect([NORTH_DATABASE_URL, NORTH_KEYS_DATABASE_URL, NORTH_KEY_DIRECTORY]).not.toContain(undefined);
    const signer = { ...bare, NORTH_SIGNER_DATABASE_URL: 'postgres://s:p@db/north' };
    const config = readConfig('north', signer, { purpose: 'signer' });
    expect(config).toMatchObject({ databaseUrl: undefined, signerDatabaseUrl: 'postgres://s:p@db/north' });
    expect(() => readConfig('north', bare, { purpose: 'signer' })).toThrow(
      /^NORTH_SIGNER_DATABASE_URL must be set/,
    );
    expect(readConfig('north', bare, { purpose: 'preparation' }).databaseUrl).toBeUndefined();
  });

  it.each([
    [{ HUB_MODE: 'test' }, /^HUB_MODE is "test"/],
    [{ NORTH_PORT: '70000' }, /^NORTH_PORT is "70000"/],
    [{ NORTH_PORT: '80; rm' }, /^NORTH_PORT/],
    [{ HUB_JURISDICTION: 'Albania' }, /^HUB_JURISDICTION/],
    [{ NORTH_EVENT_STORE: 'mysql' }, /^NORTH_EVENT_STORE is "mysql": postgres or eventstoredb/],
    [{ NORTH_EVENT_STORE: 'eventstoredb' }, /^NORTH_EVENTSTOREDB_URL must be set/],
    [{ NORTH_EVENTSTOREDB_URL: 'http://x' }, /^NORTH_EVENTSTOREDB_URL is not/],
    [{ NORTH_TRUSTED_PROXY: '0.0.0.0/0' }, /^NORTH_TRUSTED_PROXY/],
    [{ NORTH_TRUSTED_PROXY: 'true' }, /^NORTH_TRUSTED_PROXY/],
    [{ NORTH_HOST_NAME: 'a b' }, /^NORTH_HOST_NAME/],
    [{ NORTH_DATABASE_URL: 'postgres://a:b@db/north' }, /^NORTH_KEYS_DATABASE_URL must be set too/],
    [
      { ...production, NORTH_KEYS_DATABASE_URL: 'postgres://k:k@db:5432/north' },
      /^NORTH_KEYS_DATABASE_URL names/,
    ],
    [{ ...production, NORTH_HOST_NAME: 'north.localhost' }, /^NORTH_HOST_NAME is a sandbox name/],
    [{ ...production, NORTH_KEY_DIRECTORY: '/srv/hub/north/keys' }, /^NORTH_KEY_DIRECTORY lies inside/],
    [{ ...production, HUB_SEED: '7' }, /^HUB_SEED/],
  ])('refuse %j in one line that names the variable', (env, message) => {
    const attempt = () => readConfig('north', env);
    expect(attempt).toThrow(ConfigurationError);
    expect(attempt).toThrow(message);
  });

  it('never repeat a connection string, which holds a password', () => {
    expect.assertions(1);
    try {
      readConfig('north', { NORTH_DATABASE_URL: 'mysql://u:secret@h/d', NORTH_KEYS_DATABASE_URL: 'x' });
    } catch (error) {
      expect((error as Error).message).not.toContain('secret');
    }
  });
});
