import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { HubRequest } from '@hub/access';
import { VersionConflict, type Act, type Recorded } from '@hub/event-store';
import { HubConfig, Refusal } from '@hub/platform';
import { v4, v5 } from 'uuid';
import { Conflicts } from './conflicts';

/** Makes the ids of commands from the keys that clients choose. */
const KEYS = 'a4c1b3f0-5f0a-4d0e-8c55-6a3c1a7e9b20';
const LONGEST_KEY = 200;

const single = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** Turns a request into a command: who acts, what for, which version was looked at, and whether it came before. */
@Injectable()
export class Commands {
  constructor(
    private readonly bus: CommandBus,
    private readonly config: HubConfig,
    private readonly conflicts: Conflicts,
  ) {}

  /**
   * @param id object of the route; absent where the command begins one
   * @throws {Refusal} 409 when somebody was faster, with what they recorded
   */
  async send(
    request: HubRequest,
    command: object,
    id?: string,
    act: Act = this.act(request),
  ): Promise<Recorded> {
    const complete = Object.assign(command, { act, ...(id !== undefined && { id }) });
    try {
      return await this.bus.execute<object, Recorded>(complete);
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      throw await this.conflicts.explain(error, command);
    }
  }

  /** A command that makes what it begins under an id of its own: sent twice, it begins one. */
  begin(request: HubRequest, command: object): Promise<Recorded> {
    const act = this.act(request);
    return this.send(request, command, act.command, act);
  }

  act(request: HubRequest): Act {
    const { session, purpose } = request.granted ?? {};
    if (!session) throw new Refusal('access.sign-in-required', {}, { status: 401 });
    const { id: actor, office } = session.actor;
    const expectedVersion = versionOf(single(request.headers['if-match']));
    return {
      command: commandOf(single(request.headers['idempotency-key']), actor),
      actor,
      provenance: this.config.mode === 'sandbox' ? 'synthetic' : 'real',
      ...(office !== undefined && { office }),
      ...(purpose !== undefined && { purpose }),
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
  }
}

/** Keys of two persons never meet, and nobody chooses an id, however well they know another's. */
function commandOf(key: string | undefined, actor: string): string {
  if (key === undefined) return v4();
  if (key.trim() === '' || key.length > LONGEST_KEY) {
    throw new Refusal('judicial.request.key', {}, { status: 400 });
  }
  return v5(`${actor} ${key}`, KEYS);
}

function versionOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new Refusal('judicial.request.if-match', {}, { status: 400 });
  return Number(version);
}
