import { OpsFailure, type OpsCommand, type OpsInput, type OpsRun } from '@hub/platform';
import { certificateText, certifiedErasures, promisesIn, type ErasureCertificate } from '@hub/vault';
import type { Assembly } from '../assemble';
import type { ContextDefinition } from '../context-definition';
import { assembled } from './with-assembly';

/** As `backup --keep-keys-days` has it unless told otherwise. */
const keystoreBackupDays = '30';

/** The certificate in the operator's language, for the file and for the person. */
function print(run: OpsRun, certificate: ErasureCertificate): void {
  const { translator, language } = run;
  const formats = translator.formats(language);
  const lines = certificateText(
    certificate,
    (key, params) => translator.t(language, key, params),
    at => formats.dateTime(at),
  );
  run.out(`${lines.join('\n')}\n`);
}

/** Connecting has carried out what log and revocation file promise; a keystore that is behind waits for `--replay`. */
async function finish({ vault, store }: Assembly, run: OpsRun, replay: boolean) {
  const replayed = replay ? await vault.erasures.replay(await promisesIn(store)) : 0;
  const { code, params = {} } = vault.health();
  const isSettled = code === undefined || (replay && code === 'vault.ledger-behind');
  if (!isSettled) throw new OpsFailure(run.translator.message(run.language, code, params) ?? code);
  const rewrap = await vault.finishRewrap();
  return { replayed, ...(rewrap && { rewrap }) };
}

function daysOf(input: OpsInput): number {
  const days = input.text('keep-keys-days') ?? keystoreBackupDays;
  if (!/^\d{1,5}$/.test(days)) throw new OpsFailure('--keep-keys-days is a number of days', 2);
  return Number(days);
}

/** Who is erased is decided by two people in the hub, never here. */
export const eraseCommand = (definition: ContextDefinition): OpsCommand => ({
  name: 'erase',
  description:
    'finish erasures that were decided in the hub, and print certificates; nobody is erased from here',
  arguments: [{ name: '[person]', description: 'id of the person: print the certificate' }],
  options: [
    {
      flags: '--replay',
      description: 'after a keystore was restored: destroy again every key that log and revocation file name',
    },
    {
      flags: '--keep-keys-days <days>',
      description: 'days a backup of the keystore is kept; the certificate rests on it',
      fallback: keystoreBackupDays,
    },
  ],
  run: async (run, input) => {
    const [person] = input.args;
    const days = daysOf(input);
    const assembly = await assembled(definition, run);
    const finished = await finish(assembly, run, input.flag('replay'));
    const { context } = run.config;
    const { keystore } = assembly.vault.options;
    const all = await certifiedErasures({ context, keystore, keystoreBackupDays: days });
    if (person === undefined) return { erasures: all, ...finished };
    const erasures = all.filter(({ subject }) => subject === person);
    if (erasures.length === 0)
      throw new OpsFailure(`nobody with the id ${person} was erased in this database`);
    if (run.json) return { erasures, ...finished };
    for (const certificate of erasures) print(run, certificate);
  },
});
