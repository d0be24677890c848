import { AccessDatabase, Accounts, INVITATION_HOURS, invitationLink } from '@hub/access';
import { OpsFailure, type OpsCommand } from '@hub/platform';
import { migrate } from '../migrate';

/** First administrators by a one-time link, and the list of accounts. Everything else is done in the hub itself. */
export const usersCommand: OpsCommand = {
  name: 'users',
  description: 'list the accounts, or invite a first administrator by a one-time link',
  options: [
    {
      flags: '--first-administrator <sign-in-name>',
      description: 'invite one of the first two administrators',
    },
    { flags: '--name <name>', description: 'name of the person as colleagues read it' },
  ],
  run: async (run, input) => {
    const databases = await run.databases();
    if (databases.embedded) await migrate(run.config, databases);
    const { context, mode } = run.config;
    const database = new AccessDatabase({ context, url: databases.appUrl, connections: 2 });
    run.atEnd(() => database.close());
    const accounts = new Accounts(database, mode);
    const signInName = input.text('first-administrator');
    if (signInName === undefined) {
      const listed = await accounts.list();
      return {
        accounts: listed.map(({ id, signInName, office, county, disabled, grants }) => ({
          id,
          signInName,
          office,
          county,
          disabled,
          grants,
        })),
      };
    }
    const name = input.text('name');
    if (!name) throw new OpsFailure('--name must be given: how colleagues read the name', 2);
    const { invitation } = await accounts.firstAdministrator(
      { signInName, name },
      'administrator',
      run.actor,
    );
    const { hostName, port } = run.config;
    const origin = mode === 'production' ? `https://${hostName}` : `http://${hostName}:${port}`;
    return { link: invitationLink(origin, invitation), validHours: INVITATION_HOURS };
  },
};
