import { AccessDatabase, AccessLog, type AccessEntry } from '@hub/access';
import { OpsFailure, type OpsCommand, type OpsInput, type OpsRun } from '@hub/platform';
import { validate } from 'uuid';

/** How a call of a command stands in the access log; an id of the object and a detail are never personal data. */
interface OperatorEntry {
  readonly kind: AccessEntry['kind'];
  /** `operation` unless told otherwise. */
  readonly purpose?: string;
  readonly about?: (input: OpsInput) => Pick<AccessEntry, 'subjects' | 'resource' | 'detail'>;
  /** It must tell what is wrong with an installation whose access log cannot be written, too. */
  readonly diagnosis?: boolean;
}

const isUuid = (text: string | undefined): text is string => text !== undefined && validate(text);

/** Those that are none: without a login to the database, or gone with the log they would stand in. */
const withoutEntry = ['prepare', 'acknowledge-rollback', 'reset'];

const entries: Readonly<Record<string, OperatorEntry>> = {
  doctor: { kind: 'consultation', diagnosis: true },
  verify: { kind: 'consultation', diagnosis: true },
  migrate: { kind: 'alteration' },
  import: { kind: 'collection', about: input => ({ detail: { format: input.text('format') ?? '' } }) },
  table: {
    kind: 'consultation',
    purpose: 'statistics',
    about: input => ({
      resource: { kind: 'table', id: input.args[0] },
      detail: { by: input.text('by') ?? '' },
    }),
  },
  rebuild: { kind: 'alteration' },
  users: { kind: 'consultation' },
  keys: { kind: 'alteration', about: ({ args: [act = ''] }) => ({ detail: { act } }) },
  // What is no id may be a name.
  erase: { kind: 'erasure', about: ({ args: [person] }) => (isUuid(person) ? { subjects: [person] } : {}) },
  backup: { kind: 'consultation' },
  restore: { kind: 'alteration' },
  drill: { kind: 'consultation' },
};

/** The log begins with the first account; before that a backup can still be restored into it. */
async function hasBegun(database: AccessDatabase): Promise<boolean> {
  const there = await database.pool.query(
    "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'access' and c.relname = 'log'",
  );
  if (there.rows.length === 0) return false;
  return (await database.pool.query('select 1 from access.log limit 1')).rows.length > 0;
}

/** @returns whether it stands in the log; false where the log has not begun */
async function enter(run: OpsRun, entry: AccessEntry): Promise<boolean> {
  const { appUrl } = await run.databases();
  const database = new AccessDatabase({ context: run.config.context, url: appUrl, connections: 1 });
  try {
    if (!(await hasBegun(database))) return false;
    await new AccessLog(database).record(entry);
    return true;
  } finally {
    await database.close();
  }
}

/** Written down before anything is done, and what cannot be written down is not done. */
async function enterFirst(run: OpsRun, entry: AccessEntry, diagnosis: boolean): Promise<boolean> {
  try {
    await run.databases();
  } catch (error) {
    if (!diagnosis) throw error;
    return true; // the command says so itself, and better
  }
  try {
    return await enter(run, entry);
  } catch (error) {
    const { message } = error as Error;
    if (!diagnosis) throw new OpsFailure(`the access log cannot be written, so nothing was done: ${message}`);
    run.note(`not in the access log, which cannot be written: ${message}`);
    return true;
  }
}

/**
 * The command as an act of the holder's operator, who is the user of the operating system: its call stands in the
 * access log before it does anything. A call that makes the log begin, or brings it back, stands there after it.
 * @throws {Error} when nobody said how a command stands there
 */
export function entered(command: OpsCommand): OpsCommand {
  if (withoutEntry.includes(command.name)) return command;
  const known = entries[command.name];
  if (!known) throw new Error(`${command.name}: how does it stand in the access log?`);
  const { kind, purpose = 'operation', about, diagnosis = false } = known;
  return {
    ...command,
    run: async (run, input) => {
      const resource = { kind: 'operation', id: command.name };
      const entry = { kind, actor: run.actor, purpose, resource, ...about?.(input) };
      const before = await enterFirst(run, entry, diagnosis);
      const result = await command.run(run, input);
      if (!before) await enter(run, entry);
      return result;
    },
  };
}
