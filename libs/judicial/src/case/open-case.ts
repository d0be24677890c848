import type { Act } from '@hub/event-store';
import { CodeField, CodesField, DateField } from '../fields';
import { accept, refuse, type CaseCommand, type Decide } from './command';
import type { CourseEvent } from './events';
import type { Source } from './terms';

/** A criminal report or a referral is registered at the prosecution office: the case begins. */
export class OpenCase implements CaseCommand {
  declare id: string;
  declare act: Act;
  /** Office that registers it: that of the actor, or of the source of an import. */
  declare office?: string;
  /** `J-<year>-…`, see reference.ts. */
  declare reference: string;
  declare source?: Source;

  @DateField()
  openedOn: string;

  @CodeField('case_origin')
  origin: string;

  @CodesField('legal_basis', { atLeast: 1 })
  legalBasis: string[];
}

export const openCase: Decide<OpenCase> = (state, c, law) => {
  const { reference, openedOn, origin, legalBasis, source } = c;
  const office = c.office ?? c.act.office;
  if (office === undefined) refuse({ code: 'judicial.case.no-office' });
  const opening: CourseEvent = {
    type: 'CaseOpened',
    data: { reference, office, openedOn, origin, legalBasis, ...(source && { source }) },
  };
  return accept(state, [opening], law);
};
