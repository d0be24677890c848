import { readConfig } from '../config/hub-config';
import { environmentFor, refuseSharedTargets } from './plan';

const contexts = ['north', 'south', 'north-east'];
const env = {
  PATH: '/bin',
  LC_ALL: 'sq_AL.UTF-8',
  HUB_MODE: 'sandbox',
  HUB_LOG_FILE: '/log',
  NORTH_PORT: '1',
  NORTH_DATABASE_URL: 'postgres://n',
  NORTH_EAST_PORT: '2',
  SOUTH_PORT: '3',
  SOUTH_KEYS_DATABASE_URL: 'postgres://s',
  DATABASE_URL: 'postgres://x',
  AWS_SECRET_ACCESS_KEY: 'x',
  PGPASSWORD: 'x',
  EMPTY: undefined,
};

describe('the environment of a child', () => {
  it.each([
    ['north', ['NORTH_PORT', 'NORTH_DATABASE_URL']],
    ['north-east', ['NORTH_EAST_PORT']],
    ['south', ['SOUTH_PORT', 'SOUTH_KEYS_DATABASE_URL']],
  ])('of %s holds its own settings and what is harmless', (context, own) => {
    const given = Object.keys(environmentFor(context, contexts, env));
    expect(given.sort()).toEqual(['HUB_LOG_FILE', 'HUB_MODE', 'LC_ALL', 'PATH', ...own].sort());
  });
});

describe('two contexts', () => {
  const pair = (variables: Record<string, string>) => () =>
    refuseSharedTargets(
      ['north', 'south'].map((name, index) => readConfig(name, variables, { port: 4101 + index })),
    );
  const urls = (north: string, south: string) => ({
    NORTH_DATABASE_URL: north,
    NORTH_KEYS_DATABASE_URL: 'postgres://nk/keys',
    SOUTH_DATABASE_URL: south,
    SOUTH_KEYS_DATABASE_URL: 'postgres://sk/keys',
  });

  it('may run side by side with what is their own', () => {
    expect(pair({})).not.toThrow();
    expect(pair(urls('postgres://a@db/north', 'postgres://b@db/south'))).not.toThrow();
  });

  it.each([
    [{ NORTH_PORT: '5000', SOUTH_PORT: '5000' }, 'SOUTH_PORT and NORTH_PORT'],
    [
      { NORTH_HOST_NAME: 'hub.example', SOUTH_HOST_NAME: 'HUB.example' },
      'SOUTH_HOST_NAME and NORTH_HOST_NAME',
    ],
    [
      { NORTH_KEY_DIRECTORY: '/k', SOUTH_KEY_DIRECTORY: '/k/' },
      'SOUTH_KEY_DIRECTORY and NORTH_KEY_DIRECTORY',
    ],
    [
      urls('postgres://a@db/x', 'postgres://b@db:5432/x?sslmode=disable'),
      'SOUTH_DATABASE_URL and NORTH_DATABASE_URL',
    ],
    [urls('postgres://a@db/x', 'postgres://b@nk/keys'), 'SOUTH_DATABASE_URL and NORTH_KEYS_DATABASE_URL'],
    [
      {
        NORTH_EVENTSTOREDB_URL: 'esdb://h:2113?tls=false',
        SOUTH_EVENTSTOREDB_URL: 'esdb://u:p@h:2113?tls=false',
      },
      'SOUTH_EVENTSTOREDB_URL and NORTH_EVENTSTOREDB_URL',
    ],
  ])('never share %j', (variables, names) => {
    expect(pair(variables)).toThrow(`${names} name the same target: they must differ`);
  });

  it('have a PostgreSQL cluster each in production, because roles and WAL are the cluster’s', () => {
    const production = {
      ...urls('postgres://a@db/north', 'postgres://b@db/south'),
      ...{
        HUB_MODE: 'production',
        HUB_JURISDICTION: 'RO',
        NORTH_KEY_DIRECTORY: '/n',
        SOUTH_KEY_DIRECTORY: '/s',
      },
      ...{ NORTH_HOST_NAME: 'n.example', SOUTH_HOST_NAME: 's.example' },
    };
    expect(pair(production)).toThrow('SOUTH_DATABASE_URL and NORTH_DATABASE_URL');
  });
});
