import { randomUUID } from 'node:crypto';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { Client } from 'pg';
import { migrateAccess } from './schema/migrate';
import { openAccess, type Access } from './open-access';

const GOOD = 'olive kettle river 7';
let now = new Date('2026-03-01T08:00:00Z');
const later = (hours: number) => (now = new Date(now.getTime() + hours * 3_600_000));
let temporary: TemporaryDatabase;
let root: Client;
let access: Access;

beforeAll(async () => {
  temporary = await temporaryDatabase('approvals');
  root = new Client({ connectionString: temporary.url });
  await root.connect();
  await migrateAccess(root, { context: 'victims' });
  const policy = {
    roles: ['officer', 'supervisor'],
    actions: ['case.read'],
    purposes: ['assistance'],
    rules: [
      { action: 'case.read', role: 'officer', scope: 'office', purposes: ['assistance'] },
      { action: 'case.read', role: 'supervisor', scope: 'all' },
    ],
  } as const;
  access = openAccess({ context: 'victims', mode: 'sandbox', policy, url: temporary.url, clock: () => now });
});

afterAll(async () => {
  await access.close();
  await root.end();
  await temporary.drop();
});

const erasure = {
  kind: 'erasure',
  content: { subject: 'person-1', ground: 'withdrawn-consent' },
  concerns: 'cela',
};

describe('a request that needs two persons (R18)', () => {
  it('is approved by a second one and used once', async () => {
    const asked = await access.approvals.request(erasure, 'anna');
    expect(asked).toMatchObject({ state: 'open', requestedBy: 'anna', concerns: 'cela' });
    expect((await access.approvals.list()).map(({ id }) => id)).toContain(asked.id);
    expect(await access.approvals.approve(asked.id, asked.contentHash, 'beni')).toMatchObject({
      state: 'approved',
      decidedBy: 'beni',
    });
    expect(await access.approvals.use(asked.id, erasure, 'anna')).toMatchObject({ state: 'used' });
    await expect(access.approvals.use(asked.id, erasure, 'anna')).rejects.toMatchObject({
      code: 'access.approval-used',
    });
    const { rows } = await root.query(
      `select type, actor from access.log where stream = $1 order by version`,
      [`approval-${asked.id}`],
    );
    expect(rows).toEqual([
      { type: 'ApprovalRequested', actor: 'anna' },
      { type: 'ApprovalGranted', actor: 'beni' },
      { type: 'ApprovalUsed', actor: 'anna' },
    ]);
  });

  it('is not approved by who asked nor by whom it concerns', async () => {
    const asked = await access.approvals.request(erasure, 'anna');
    await expect(access.approvals.approve(asked.id, asked.contentHash, 'anna')).rejects.toMatchObject({
      code: 'access.own-request',
    });
    await expect(access.approvals.approve(asked.id, asked.contentHash, 'cela')).rejects.toMatchObject({
      code: 'access.concerns-yourself',
    });
    // And if the application forgot to look, the table would not take it.
    const past = (by: string) =>
      root.query(
        'update access.approval set decided_by = $2, decided_at = now(), approved = true where id = $1',
        [asked.id, by],
      );
    await expect(past('anna')).rejects.toThrow('second_person');
    await expect(past('cela')).rejects.toThrow('second_person');
  });

  it('is bound to its content', async () => {
    const asked = await access.approvals.request(erasure, 'anna');
    await expect(access.approvals.approve(asked.id, 'f'.repeat(64), 'beni')).rejects.toMatchObject({
      code: 'access.approval-changed',
    });
    await access.approvals.approve(asked.id, asked.contentHash, 'beni');
    const other = { ...erasure, content: { ...erasure.content, subject: 'person-2' } };
    await expect(access.approvals.use(asked.id, other, 'anna')).rejects.toMatchObject({
      code: 'access.approval-changed',
    });
    await expect(
      access.approvals.use(asked.id, { ...erasure, kind: 'role-grant' }, 'anna'),
    ).rejects.toMatchObject({ code: 'access.approval-changed' });
    await root.query(
      `update access.approval set content = content || '{"subject":"person-3"}' where id = $1`,
      [asked.id],
    );
    await expect(access.approvals.use(asked.id, erasure, 'anna')).rejects.toMatchObject({
      code: 'access.approval-changed',
    });
  });

  it('expires after 72 hours, approved or not', async () => {
    const [open, approved] = [
      await access.approvals.request(erasure, 'anna'),
      await access.approvals.request(erasure, 'anna'),
    ];
    await access.approvals.approve(approved.id, approved.contentHash, 'beni');
    later(71);
    expect((await access.approvals.of(open.id)).state).toBe('open');
    later(1);
    await expect(access.approvals.approve(open.id, open.contentHash, 'beni')).rejects.toMatchObject({
      code: 'access.approval-expired',
    });
    await expect(access.approvals.use(approved.id, erasure, 'anna')).rejects.toMatchObject({
      code: 'access.approval-expired',
    });
    expect(await access.approvals.list()).toEqual([]);
    expect((await access.approvals.list(true)).length).toBeGreaterThan(1);
  });

  it('is decided by exactly one of two at once', async () => {
    const asked = await access.approvals.request(erasure, 'anna');
    const both = await Promise.allSettled([
      access.approvals.approve(asked.id, asked.contentHash, 'beni'),
      access.approvals.approve(asked.id, asked.contentHash, 'dora'),
      access.approvals.refuse(asked.id, 'edi'),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is used by exactly one of many at once', async () => {
    const asked = await access.approvals.request(erasure, 'anna');
    await access.approvals.approve(asked.id, asked.contentHash, 'beni');
    const uses = await Promise.allSettled(
      Array.from({ length: 8 }, () => access.approvals.use(asked.id, erasure, 'anna')),
    );
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('can be refused or withdrawn, and then is not approved any more', async () => {
    const asked = await access.approvals.request(erasure, 'anna');
    expect((await access.approvals.refuse(asked.id, 'anna')).state).toBe('refused');
    await expect(access.approvals.approve(asked.id, asked.contentHash, 'beni')).rejects.toMatchObject({
      code: 'access.approval-refused',
    });
    await expect(access.approvals.use(asked.id, erasure, 'anna')).rejects.toMatchObject({
      code: 'access.approval-refused',
    });
    await expect(access.approvals.of(randomUUID())).rejects.toMatchObject({ status: 404 });
  });
});

describe('a change of an account that takes two administrators', () => {
  let one: string;
  let two: string;
  beforeAll(async () => {
    const make = async (signInName: string) => {
      const { id, invitation } = await access.accounts.firstAdministrator(
        { signInName, name: signInName },
        'administrator',
        'ops:root',
      );
      await access.passwords.accept(invitation, GOOD);
      return id;
    };
    [one, two] = [await make('first'), await make('second')];
  });

  const person = async (name: string) => {
    const { id, invitation } = await access.accounts.create(
      { signInName: name, name, office: 'tirana', county: 'AL-11' },
      one,
    );
    await access.passwords.accept(invitation, GOOD);
    return id;
  };
  const grant = async (account: string, role: string) => {
    const asked = await access.requests.ask({ kind: 'role-grant', account, grant: { role } }, one);
    await access.requests.approve(asked.id, asked.contentHash, two);
  };

  it('grants a role, and ends the sessions opened before (R10)', async () => {
    const account = await person('officer.one');
    const { token } = await access.signIn.signIn({ name: 'officer.one', password: GOOD, address: '::1' });
    const asked = await access.requests.ask({ kind: 'role-grant', account, grant: { role: 'officer' } }, one);
    await expect(access.requests.approve(asked.id, asked.contentHash, one)).rejects.toMatchObject({
      code: 'access.own-request',
    });
    expect((await access.accounts.of(account)).grants).toEqual([]);
    await access.requests.approve(asked.id, asked.contentHash, two);
    expect((await access.accounts.of(account)).grants).toEqual([{ role: 'officer' }]);
    expect(await access.sessions.resolve(token, true)).toBe('rights-changed');
  });

  it('does nothing when the approval does not hold: all in one transaction', async () => {
    const asked = await access.requests.ask(
      { kind: 'role-grant', account: await person('officer.two'), grant: { role: 'officer' } },
      one,
    );
    const twice = await Promise.allSettled([
      access.requests.approve(asked.id, asked.contentHash, two),
      access.requests.approve(asked.id, asked.contentHash, two),
    ]);
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const erasureOnly = await access.approvals.request(erasure, one);
    await expect(access.requests.approve(erasureOnly.id, erasureOnly.contentHash, two)).rejects.toMatchObject(
      { status: 404 },
    );
    expect((await access.approvals.of(erasureOnly.id)).state).toBe('open');
  });

  it('gives back a disabled account, and a new link for a forgotten password', async () => {
    const account = await person('officer.three');
    await access.accounts.disable(account, one);
    const back = await access.requests.ask({ kind: 'account-enable', account }, one);
    await access.requests.approve(back.id, back.contentHash, two);
    expect((await access.accounts.of(account)).disabled).toBe(false);
    const reset = await access.requests.ask({ kind: 'credential-reset', account }, one);
    const { invitation } = await access.requests.approve(reset.id, reset.contentHash, two);
    await access.passwords.accept(invitation ?? '', `${GOOD} again`);
    await expect(
      access.signIn.signIn({ name: 'officer.three', password: `${GOOD} again`, address: '::1' }),
    ).resolves.toBeDefined();
  });

  it('knows the account and the role', async () => {
    const account = await person('officer.four');
    await expect(
      access.requests.ask({ kind: 'role-grant', account, grant: { role: 'emperor' } }, one),
    ).rejects.toMatchObject({ code: 'access.role-unknown' });
    await expect(
      access.requests.ask({ kind: 'account-enable', account: randomUUID() }, one),
    ).rejects.toMatchObject({ code: 'access.account-unknown' });
  });

  it('tells who could see a case on a day (R25)', async () => {
    const account = await person('officer.five');
    const resource = { kind: 'case', id: '1', office: 'tirana' };
    const could = async (at: Date) =>
      (await access.rights.whoCould(access.policy, 'case.read', resource, at)).map(({ name }) => name);
    const [before] = [now, later(1)];
    await grant(account, 'officer');
    const [during] = [now, later(1)];
    await access.accounts.revoke(account, { role: 'officer' }, one);
    const [after] = [now, later(1)];
    expect(await could(before)).not.toContain('officer.five');
    expect(await could(during)).toContain('officer.five');
    expect(await could(after)).not.toContain('officer.five');
    await access.accounts.disable(account, one);
    expect((await access.rights.at(now)).map(({ id }) => id)).not.toContain(account);
    expect(await access.rights.at(new Date('2020-01-01'))).toEqual([]);
  });

  it('takes away the very grant it names, with its time, and no other of the same role', async () => {
    const account = await person('officer.seven');
    const [spring, autumn] = [
      { role: 'officer', office: 'tirana', from: '2026-03-01T00:00:00Z', until: '2026-06-01T00:00:00Z' },
      { role: 'officer', office: 'tirana', from: '2026-09-01T00:00:00Z' },
    ];
    for (const grant of [spring, autumn]) {
      const asked = await access.requests.ask({ kind: 'role-grant', account, grant }, one);
      await access.requests.approve(asked.id, asked.contentHash, two);
    }
    const held = async () => (await access.accounts.of(account)).grants;
    expect(await held()).toEqual([spring, autumn]);
    // Neither without its time nor with another one, as a page would send it that is no longer true.
    for (const grant of [
      { role: 'officer', office: 'tirana' },
      { ...spring, until: '2026-07-01T00:00:00Z' },
      { ...autumn, office: 'vlora' },
    ]) {
      await expect(access.accounts.revoke(account, grant, one)).rejects.toMatchObject({
        code: 'access.grant-unknown',
        status: 404,
      });
    }
    expect(await held()).toEqual([spring, autumn]);
    await access.accounts.revoke(account, { ...autumn, from: '2026-09-01T02:00:00+02:00' }, one);
    expect(await held()).toEqual([spring]);
    expect(await access.rights.drift()).not.toContain(account);
  });

  it('shows when somebody wrote rights into the table past the facts', async () => {
    expect(await access.rights.drift()).toEqual([]);
    const account = await person('officer.six');
    await root.query(`update access.account set grants = '[{"role":"supervisor"}]' where id = $1`, [account]);
    expect(await access.rights.drift()).toEqual([account]);
  });
});
