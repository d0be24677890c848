import type { Act } from '@hub/event-store';
import { CodeField, CodesField, DateField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';

/** Asks for, or receives, help across a border: mutual legal assistance, a warrant, a joint team. */
export class RequestCooperation implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @CodeField('cooperation_type')
  kind: string;

  @CodesField('country')
  countries: string[];
}

export const requestCooperation: Decide<RequestCooperation> = (state, { on, kind, countries, act }, law) =>
  accept(
    state,
    [{ type: 'CooperationRequested', data: { cooperation: act.command, on, kind, countries } }],
    law,
  );

export const RequestCooperationHandler = handles(RequestCooperation, requestCooperation);
