import {
  Catch,
  Controller,
  Get,
  Injectable,
  Module,
  type ArgumentsHost,
  type ExceptionFilter,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import type { FastifyReply } from 'fastify';
import { Client } from 'pg';
import {
  compareAccess,
  generateAccessCases,
  resourceOfCase,
  WORLD,
  type AccessCase,
  type Verdict,
} from './access-cases';
import { AccessRefused } from './access-refused';
import { Accounts } from './accounts';
import { reachOf } from './decide';
import { fixtureMatrix, fixturePolicy } from './fixture-policy.fixture';
import { AccessModule } from './http/access.module';
import { CurrentObligations, Policy } from './http/policy.decorator';
import { Resources } from './http/route-access';
import { readMatrix } from './matrix';
import type { Obligation, Resource } from './policy';
import { rowSecurity } from './rows/row-security';
import { installScopeKey } from './rows/scope-key';
import { ScopeTokens } from './rows/scope-token';
import { migrateAccess } from './schema/migrate';

const context = 'victims';
const now = new Date('2026-01-01T12:00:00Z');
const PASSWORD = 'olive kettle river 7';
const cases = generateAccessCases(fixturePolicy, readMatrix(fixtureMatrix));

/** The id tells where the object lies; the person who asks is known by the session only. */
const objects = new Map<string, Resource>();
const accountOf = new Map<string, string>();
const worldOf = (role: string) => ({ ...WORLD, account: accountOf.get(role) ?? '' });

@Injectable()
class Objects extends Resources {
  async find(_kind: string, id: string): Promise<Resource | undefined> {
    return objects.get(id);
  }
}

/** One handler about an object and one about some, for every action. */
function controllerOf(action: string): Type {
  class Surface {
    one(obligations: Obligation[]) {
      return { obligations };
    }
    some(obligations: Obligation[]) {
      return { obligations };
    }
  }
  for (const method of ['one', 'some'] as const) {
    const descriptor = Object.getOwnPropertyDescriptor(Surface.prototype, method) as PropertyDescriptor;
    const about = method === 'one' ? { kind: 'thing', param: 'id' } : ('some' as const);
    Get(method === 'one' ? `${action}/:id` : action)(Surface.prototype, method, descriptor);
    Policy(action, { resource: about })(Surface.prototype, method, descriptor);
    CurrentObligations()(Surface.prototype, method, 0);
  }
  Controller('api/v1')(Surface);
  return Surface;
}

@Catch(AccessRefused)
class Problems implements ExceptionFilter<AccessRefused> {
  catch({ code, status }: AccessRefused, host: ArgumentsHost) {
    void host.switchToHttp().getResponse<FastifyReply>().code(status).send({ type: code });
  }
}

let temporary: TemporaryDatabase;
let root: Client;
let app: NestFastifyApplication;
let tokens: ScopeTokens;
const cookies = new Map<string, string>();

async function signIn(role: string): Promise<string> {
  const { headers } = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { 'x-hub-request': '1' },
    payload: { name: role, password: PASSWORD },
  });
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

beforeAll(async () => {
  temporary = await temporaryDatabase('surfaces');
  root = new Client({ connectionString: temporary.url });
  await root.connect();
  await migrateAccess(root, { context });
  tokens = new ScopeTokens(await installScopeKey(root, { context }));
  @Module({
    imports: [
      AccessModule.register({
        context,
        mode: 'sandbox',
        policy: fixturePolicy,
        url: temporary.url,
        cookieName: 'vdb',
        secure: false,
        clock: () => now,
      }),
    ],
    controllers: fixturePolicy.actions.map(controllerOf),
    providers: [{ provide: Resources, useClass: Objects }],
  })
  class Fixture {}
  app = await NestFactory.create<NestFastifyApplication>(Fixture, new FastifyAdapter(), { logger: false });
  app.useGlobalFilters(new Problems());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const accounts = app.get(Accounts);
  await accounts.seed(
    fixturePolicy.roles.map(role => ({
      signInName: role,
      name: role,
      office: WORLD.office,
      county: WORLD.county,
      password: PASSWORD,
      grants: [{ role }],
    })),
  );
  for (const role of fixturePolicy.roles) {
    accountOf.set(role, (await accounts.bySignInName(role))?.id ?? '');
    cookies.set(`${role} stale`, await signIn(role));
    await root.query(`update access.session set factor_at = $1 where account = $2`, [
      new Date(now.getTime() - 600_000),
      accountOf.get(role),
    ]);
    cookies.set(`${role} fresh`, await signIn(role));
  }
});

afterAll(async () => {
  await app.close();
  await root.end();
  await temporary.drop();
});

describe('the same matrix over HTTP', () => {
  // Every second question: the run without a server asks all of them.
  const asked = cases.filter((_, at) => at % 2 === 0);
  const surface = async (question: AccessCase): Promise<Verdict> => {
    const { role, action, relation, purpose, fresh } = question;
    const asked = resourceOfCase(question, worldOf(role));
    let url = `/api/v1/${action}`;
    if (relation !== 'some') {
      const id = String(objects.size);
      objects.set(id, asked as Resource);
      url += `/${id}`;
    }
    const headers = {
      cookie: cookies.get(`${role} ${fresh ? 'fresh' : 'stale'}`) ?? '',
      ...(purpose && { 'x-hub-purpose': purpose }),
    };
    const { statusCode, body } = await app.inject({ method: 'GET', url, headers });
    const answer = JSON.parse(body) as { type?: string; obligations?: Obligation[] };
    if (answer.type === 'access.step-up-required') return { allow: true, stepUp: true };
    if (statusCode === 200) {
      return {
        allow: true,
        masked: answer.obligations?.includes('mask-identity'),
        logged: answer.obligations?.includes('log-access'),
        stepUp: false,
      };
    }
    expect([403, 404]).toContain(statusCode);
    return { allow: false };
  };

  it('has no deviation in a thousand requests and more', async () => {
    const { compared, deviations } = await compareAccess(asked, surface);
    expect(deviations.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(1_000);
  });

  it('entered every logged access, and each before the answer (I7)', async () => {
    const { rows } = await root.query(
      `select count(*)::int as count from access.log where type = 'AccessRecorded'`,
    );
    expect(rows[0].count).toBe(
      asked.filter(({ expected }) => expected.allow && expected.logged && !expected.stepUp).length,
    );
  });
});

describe('the same matrix in the rows of a table', () => {
  it('has no deviation (R17)', async () => {
    await root.query(
      'create schema read authorization victims_projector; set role victims_projector; set search_path = read',
    );
    await root.query(
      'create table thing (id text primary key, office text, county text, assignees text[], sealed boolean)',
    );
    for (const statement of rowSecurity({
      context,
      table: 'thing',
      columns: { office: 'office', county: 'county', assignees: 'assignees', sealed: 'sealed' },
    })) {
      await root.query(statement);
    }
    // Restriction and conflicts of interest are decided above the rows.
    const asked = cases.filter(
      ({ relation, restricted, interest, fresh }) =>
        relation !== 'some' && !restricted && interest === 'none' && !fresh,
    );
    const rows = asked.map((question, at) => ({
      id: String(at),
      ...(resourceOfCase(question, worldOf(question.role)) as Resource),
    }));
    await root.query(
      `insert into thing select id, office, county, array(select json_array_elements_text(assignees)), sealed
       from json_to_recordset($1) as t (id text, office text, county text, assignees json, sealed boolean)`,
      [JSON.stringify(rows)],
    );
    await root.query('reset role; begin; set local role victims_reader');
    const at = new Map(asked.map((question, index) => [question, String(index)]));
    const { deviations } = await compareAccess(asked, async question => {
      const { role, action, purpose } = question;
      const actor = {
        id: accountOf.get(role) ?? '',
        name: role,
        office: WORLD.office,
        county: WORLD.county,
        grants: [{ role }],
      };
      await root.query(`select set_config('hub.scope', $1, true)`, [
        tokens.sign(reachOf(fixturePolicy, actor, action, purpose, now)),
      ]);
      const found = await root.query('select from thing where id = $1', [at.get(question)]);
      return { allow: found.rowCount === 1 };
    });
    await root.query('rollback');
    expect(deviations.slice(0, 5)).toEqual([]);
    expect(asked.length).toBeGreaterThan(500);
  });
});
