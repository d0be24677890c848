import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AccessDatabase, Policy, type HubRequest } from '@hub/access';
import { victimCriteria } from '@hub/codebook/victims';
import { readConfig } from '@hub/platform';
import { startServer, type ContextDefinition, type RunningServer } from '@hub/runtime';
import { PaperBrowser } from '@hub/testing';
import { Body, Controller, Get, Module, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Screens } from '../page/screens';
import { WebModule } from '../web.module';

const rung: object[] = [];

/** A tower whose bell is rung only with a fresh password. */
@Controller('tower')
class TowerPages {
  constructor(private readonly screens: Screens) {}

  @Get()
  @Policy('bell.see')
  async tower(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const model = {
      problem: { title: 'Tower', detail: '', errors: [], instance: '' },
      signIn: false,
      back: '',
    };
    await this.screens.send(request, reply, 'screens/problem.njk', model, { screen: 'T1' });
  }

  @Get('rope')
  @Policy('bell.ring')
  rope(): string {
    return 'the rope';
  }

  @Post('bell')
  @Policy('bell.ring')
  async ring(@Res() reply: FastifyReply, @Body() body: object): Promise<void> {
    rung.push(body);
    await this.screens.redirect(reply, '/tower');
  }
}

const policy = {
  roles: ['ringer'],
  actions: ['bell.see', 'bell.ring'],
  purposes: [],
  rules: [
    { action: 'bell.see', role: 'ringer', scope: 'all' },
    { action: 'bell.ring', role: 'ringer', scope: 'all', obligations: ['step-up'] },
  ],
} as const;

@Module({
  imports: [
    WebModule.register({
      identity: { context: 'victims', nameKey: 'web:help.title', holderKey: 'web:help.title' },
      navigation: [],
      views: [],
      rights: { role: () => '', action: () => '', purpose: () => '' },
    }),
  ],
  controllers: [TowerPages],
})
class Tower {}

const definition: ContextDefinition = {
  name: 'bells',
  criteria: victimCriteria,
  policy,
  upcasts: {},
  sealing: () => [],
  projections: () => [],
  module: Tower,
  importers: {},
  table: async () => ({ columns: [], rows: [] }),
  sandboxDesk: () => ({}),
  seed: async () => undefined,
};

describe('the password once more', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-again-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let ringer: PaperBrowser;

  /** The last proof of the password lies ten minutes back. */
  const letTimePass = () =>
    server.app
      .get(AccessDatabase, { strict: false })
      .pool.query(`update access.session set factor_at = factor_at - interval '10 minutes'`);

  beforeAll(async () => {
    server = await startServer(definition, readConfig('bells', { HUB_DATA: data, BELLS_PORT: '0' }));
  });

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  beforeEach(async () => {
    rung.length = 0;
    ringer = new PaperBrowser(server);
    await ringer.signIn('ringer', 'mk');
    await letTimePass();
  });

  it('is asked before a page that wants it fresh, and then the page is there', async () => {
    await ringer.get('/tower/rope?with=query');
    expect(ringer.address).toBe('/password-again?next=%2Ftower%2Frope%3Fwith%3Dquery');
    expect(ringer.text).toContain('Внесете ја лозинката повторно');

    await ringer.submit('/password-again', { password: 'something else' });
    expect([ringer.status, ringer.text.includes('Лозинката не е точна')]).toEqual([403, true]);

    await ringer.submit('/password-again', { password: 'training-ringer' });
    expect([ringer.address, ringer.page]).toEqual(['/tower/rope?with=query', 'the rope']);
  });

  it('keeps what was typed into a form until the password is right, and sends it on', async () => {
    await ringer.get('/tower');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(ringer.page)?.[1] ?? '';
    const typed = { _csrf: csrf, reason: 'Свадба "во" <село>', hour: ['6', '12'] };

    await ringer.submit('/tower/bell', typed);
    expect(ringer.status).toBe(403);
    expect(ringer.text).toContain('Напишаното е зачувано');
    expect(ringer.links(/^\/tower$/)).toEqual(['/tower']); // back, without sending

    await ringer.submit('/password-again', { password: 'wrong one' });
    await ringer.submit('/password-again', { password: 'training-ringer' });
    expect(ringer.text).toContain('Напишаното сè уште не е испратено');
    expect(rung).toEqual([]);

    await ringer.submit('/tower/bell', {});
    expect(ringer.address).toBe('/tower');
    expect(rung).toEqual([{ _csrf: expect.any(String), reason: typed.reason, hour: typed.hour }]);
  });

  it('keeps a form that outlived its session until the same person signed in, and shows it to nobody else', async () => {
    const sessions = server.app.get(AccessDatabase, { strict: false }).pool;
    const send = async (csrf?: string) => {
      await ringer.signIn('ringer', 'mk');
      await ringer.get('/tower');
      const own = /name="_csrf" value="([^"]+)"/.exec(ringer.page)?.[1] ?? '';
      await sessions.query(`update access.session set last_active_at = last_active_at - interval '1 hour'`);
      await ringer.submit('/tower/bell', { _csrf: csrf ?? own, reason: 'Пожар' });
      expect(ringer.status).toBe(401);
    };
    await send();
    expect(ringer.text).toContain('Внесеното се чува на оваа страница');
    await ringer.submit('/sign-in', { name: 'ringer', password: 'wrong one' });
    expect(ringer.page).toContain('name="kept"');
    await ringer.submit('/sign-in', { name: 'ringer', password: 'training-ringer' });
    expect([rung, ringer.page.includes('Пожар')]).toEqual([[], true]);
    await ringer.submit('/tower/bell', {});
    expect(rung).toEqual([{ _csrf: expect.any(String), reason: 'Пожар' }]);

    await send();
    await ringer.submit('/sign-in', { name: 'administrator', password: 'training-administrator' });
    expect(ringer.page).not.toContain('Пожар');
    // Without the token of the session that ended it may come from anywhere.
    await send('planted');
    expect(ringer.page).not.toContain('Пожар');
  });

  it('goes nowhere but to addresses of its own', async () => {
    for (const next of [
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere',
      '/password-again',
    ]) {
      await ringer.get(`/password-again?next=${encodeURIComponent(next)}`);
      expect(ringer.page).toContain('name="next" value="/"');
    }
  });
});
