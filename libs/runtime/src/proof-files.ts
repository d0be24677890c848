import path from 'node:path';
import type { HubConfig } from '@hub/platform';

/** The two logs of a context that are signed: what happened, and who looked at it. */
export const signedLogs = {
  events: { table: 'log.events' },
  access: { table: 'access.log' },
} as const;

export type SignedLog = keyof typeof signedLogs;

/** Name of a log in its checkpoints; no two installations share one. */
export const originOf = (config: Pick<HubConfig, 'hostName' | 'context'>, log: SignedLog) =>
  `${config.hostName}/${config.context}/${log}`;

/** Where signer and verifier keep their files. In production the directory belongs to the signer's own user. */
export function proofFiles(config: Pick<HubConfig, 'dataDirectory'>, log: SignedLog) {
  const directory = path.join(config.dataDirectory, 'signer');
  return {
    directory,
    keyFile: path.join(directory, 'signing-key.pem'),
    /** The verification keys, for those who check; no secret. */
    publicFile: path.join(directory, 'verification-keys.json'),
    stateFile: path.join(directory, `${log}.state.json`),
    witnessFile: path.join(directory, `${log}.witness`),
  };
}
