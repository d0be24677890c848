import type { Act } from '@hub/event-store';
import { OneOfField } from '../fields';
import { acceptAbout, handlesPerson, type DecidePerson, type PersonCommand } from './command';
import type { ErasureGround } from './events';

const grounds = ['retention_expired', 'order_of_authority', 'unlawful_processing'];

/** Asks that the person be forgotten; a second person decides. */
export class RequestErasure implements PersonCommand {
  declare id: string;
  declare act: Act;

  @OneOfField(grounds)
  ground: ErasureGround;
}

export const requestErasure: DecidePerson<RequestErasure> = (state, c) =>
  acceptAbout(state, { type: 'ErasureRequested', data: { ground: c.ground } });

export const RequestErasureHandler = handlesPerson(RequestErasure, requestErasure);
