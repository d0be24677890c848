import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { HubRequest } from '@hub/access';
import { VersionConflict, type Act, type Recorded } from '@hub/event-store';
import { HubConfig, Refusal } from '@hub/platform';
import { v4, v5, validate as isUuid } from 'uuid';
import { Conflicts, type Address } from './conflicts';

/** Namespace of command ids that follow from a client's own key. */
const KEYS = '5f2a9d3c-6a0b-4c6e-8e53-0c9e4b7ad1f4';
const LONGEST_KEY = 200;

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** Sends what a request asks for as a command: who acts, why, once, and on which version of the facts. */
@Injectable()
export class Commands {
  constructor(
    private readonly bus: CommandBus,
    private readonly config: HubConfig,
    private readonly conflicts: Conflicts,
  ) {}

  /** @throws {Refusal} 409 with what has changed since the client looked */
  async send<Answer extends Recorded = Recorded>(
    request: HubRequest,
    command: object,
    address: Address = {},
  ): Promise<Answer> {
    const act = this.act(request);
    try {
      return await this.bus.execute<object, Answer>(Object.assign(command, address, { act }));
    } catch (error) {
      if (error instanceof VersionConflict) throw await this.conflicts.explain(error, command, address);
      throw error;
    }
  }

  act(request: HubRequest): Act {
    const session = request.granted?.session;
    if (!session) throw new Refusal('access.sign-in-required', {}, { status: 401 });
    const { id: actor, office } = session.actor;
    const purpose = request.granted?.purpose;
    const expectedVersion = versionIn(one(request.headers['if-match']));
    return {
      command: commandOf(one(request.headers['idempotency-key']), actor),
      actor,
      provenance: this.config.mode === 'sandbox' ? 'synthetic' : 'real',
      ...(office && { office }),
      ...(purpose && { purpose }),
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
  }
}

/** A client's key names a command of this person; a UUID is taken as it is. */
function commandOf(key: string | undefined, actor: string): string {
  if (key === undefined) return v4();
  if (isUuid(key)) return key;
  if (key.trim() === '' || key.length > LONGEST_KEY) {
    throw new Refusal('victims.request.key', {}, { status: 400 });
  }
  return v5(`${actor}/${key}`, KEYS);
}

function versionIn(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim()) ?? [];
  if (version === undefined) throw new Refusal('victims.request.if-match', {}, { status: 400 });
  return Number(version);
}
