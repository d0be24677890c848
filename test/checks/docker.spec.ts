import fs from 'node:fs';
import path from 'node:path';
import { checkCompose, checkRecipe, sharedParts } from './docker';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, 'docker', file), 'utf8');
const recipe = read('Dockerfile');
const victims = read('victims.compose.yaml');
const judicial = read('judicial.compose.yaml');

describe('the recipe of the image', () => {
  it('is in order', () => expect(checkRecipe(recipe, root)).toEqual([]));

  it.each([
    ['USER 10001:10001', 'USER root', 'the image runs as root'],
    ['USER 10001:10001', '', 'the image runs as root'],
    ['COPY i18n ./i18n', 'COPY i81n ./i18n', 'COPY i81n: no such file'],
    ['COPY --from=build /hub/dist', 'COPY --from=biuld /hub/dist', 'COPY --from=biuld: no such stage'],
    [
      'node:20-bookworm-slim AS hub',
      'node:20-alpine AS hub',
      'FROM node:20-alpine: the embedded PostgreSQL needs glibc',
    ],
    ['node:20-bookworm-slim AS hub', 'node AS hub', 'FROM node: no version'],
    ['EXPOSE 8080', 'EXPSE 8080', 'EXPSE: not an instruction this recipe may use'],
    ['EXPOSE 8080', 'ENV DB_PASSWORD=x', 'ENV DB_PASSWORD=x: a secret in the image'],
    ['HEALTHCHECK', '# HEALTHCHECK', 'HEALTHCHECK is missing'],
  ])('with "%s" made "%s" is found out', (from, to, finding) => {
    expect(recipe).toContain(from);
    expect(checkRecipe(recipe.replace(from, to), root)).toContain(finding);
  });
});

describe('the compose file of a database', () => {
  it('is in order, and shares nothing with the other', () => {
    expect(checkCompose(victims, 'victims', ['judicial'])).toEqual([]);
    expect(checkCompose(judicial, 'judicial', ['victims'])).toEqual([]);
    expect(sharedParts(victims, judicial)).toEqual([]);
  });

  it.each([
    ['internal: true', 'internal: false', 'no internal network for the databases'],
    ["'127.0.0.1:", "'0.0.0.0:", 'is open to the network'],
    ["user: '10002:10001'", "user: '0:0'", 'signer: runs as root'],
    ['  victims-state:\n', '', 'volume victims-state is not declared'],
    [
      '      database:\n        condition',
      '      databse:\n        condition',
      'service databse is not declared',
    ],
    ['CONTEXT: victims', 'CONTEXT: north', 'server: built for north'],
    ["VICTIMS_PORT: '8080'", "JUDICIAL_PORT: '8080'", 'it names JUDICIAL_, of the other database'],
    ['no-new-privileges:true', 'seccomp:unconfined', 'may gain privileges'],
    [
      "VICTIMS_PORT: '8080'",
      'VICTIMS_DATABASE_URL: postgres://a:b@c/d',
      'VICTIMS_DATABASE_URL is written into the file',
    ],
  ])('with "%s" made "%s" is found out', (from, to, finding) => {
    expect(victims).toContain(from);
    expect(checkCompose(victims.replace(from, to), 'victims', ['judicial']).join('\n')).toContain(finding);
  });

  it.each([
    ['judicial-data', 'network victims-data'],
    ['name: hub-judicial', 'project hub-victims'],
    ['judicial-database', 'volume victims-database'],
    ['judicial-postgres', 'secret victims-postgres'],
    ['JUDICIAL_PUBLISHED_PORT:-4102', 'port 127.0.0.1:${VICTIMS_PUBLISHED_PORT:-4101}:8080'],
    ['image: hub-judicial', 'image hub-victims:0.1.0'],
  ])('with the other’s %s is found out', (name, shared) => {
    const own = name
      .replaceAll('judicial', 'victims')
      .replaceAll('JUDICIAL', 'VICTIMS')
      .replace('4102', '4101');
    expect(sharedParts(victims, judicial.replaceAll(name, own))).toContain(`both have ${shared}`);
  });
});
