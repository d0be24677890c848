import { parsePartialDate } from '@hub/codebook';
import { isRunning } from '../assistance/assistance';
import type { CaseState, CaseView } from '../case/case';
import { currentStatus, decisionOf } from '../case/status';
import { addDays, type FactDate } from '../dates';

export const taskKinds = [
  'answer_referral',
  'decide_status',
  'end_of_residence',
  'end_of_protection',
  'review_assistance',
  'decide_offer',
  'appoint_guardian',
  'approve_correction',
  'improve_correction',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Something that is waited for, with the day it is due. */
export interface Task {
  readonly kind: TaskKind;
  /** `YYYY-MM-DD`. */
  readonly due: string;
  /** Id of the referral, assistance, measure or request it is about. */
  readonly about?: string;
}

/** Days from a fact to the deadline that follows from it, where the fact sets none itself. */
const allowed = {
  /** Answer to a referral. */
  referral: 14,
  /** Formal decision after the presumption: the recovery and reflection period is at least 30 days (CETS 197, art. 13). */
  decision: 90,
  /** Answer of the person to an offer. */
  offer: 14,
  /** Look at running assistance. */
  review: 90,
  /** Guardian of an unaccompanied child: indicator VI22 counts 30 days. */
  guardian: 30,
  /** Answer to a request to correct a decision. */
  approval: 14,
} as const;

const latest = (date: FactDate) => parsePartialDate(date)?.latest;

const after = (date: FactDate | undefined, days: number): string | undefined => {
  const last = date === undefined ? undefined : latest(date);
  return last === undefined ? undefined : addDays(last, days);
};

const due = (kind: TaskKind, day: string | undefined, about?: string): Task[] =>
  day === undefined ? [] : [{ kind, due: day, ...(about === undefined ? {} : { about }) }];

function referralTasks({ referrals }: CaseView): Task[] {
  return Object.entries(referrals)
    .filter(([, { state }]) => state === 'sent')
    .flatMap(([id, { answerBy, sentOn }]) =>
      due('answer_referral', answerBy ?? after(sentOn, allowed.referral), id),
    );
}

function assistanceTasks({ assistances }: CaseView): Task[] {
  return Object.entries(assistances).flatMap(([id, offer]) => {
    if (offer.state === 'offered') return due('decide_offer', after(offer.offeredOn, allowed.offer), id);
    if (!isRunning(offer)) return [];
    return due('review_assistance', offer.reviewOn ?? after(offer.decidedOn, allowed.review), id);
  });
}

function protectionTasks({ protection, sections }: CaseView): Task[] {
  const measures = Object.entries(protection.measures)
    .filter(([, { endedOn, until }]) => endedOn === undefined && until !== undefined)
    .flatMap(([id, { until }]) => due('end_of_protection', until, id));
  const residence = protection.residence.at(-1);
  const migration = sections.background?.values.migration_status;
  const alone = migration === 'unaccompanied_child' || migration === 'separated_child';
  return [
    ...measures,
    ...due('end_of_residence', residence?.until),
    ...(alone && protection.guardianOn === undefined ? guardianTask(sections) : []),
  ];
}

function guardianTask(sections: CaseView['sections']): Task[] {
  const seen = sections.detection?.values.first_contact_date;
  return due('appoint_guardian', after(typeof seen === 'string' ? seen : undefined, allowed.guardian));
}

/** What a case waits for; nothing once it is closed. Whether it is overdue depends on the day one looks. */
export function tasksOf({ view, requests }: Pick<CaseState, 'view' | 'requests'>): readonly Task[] {
  if (!view.registration || view.registration.closed) return [];
  const presumed = decisionOf(view.status, 'presumed');
  const undecided = currentStatus(view.status) === 'presumed';
  return [
    ...referralTasks(view),
    ...assistanceTasks(view),
    ...protectionTasks(view),
    ...(undecided ? due('decide_status', after(presumed?.on, allowed.decision)) : []),
    ...Object.entries(requests).flatMap(([id, { on, returned }]) =>
      returned
        ? due('improve_correction', after(returned.on, allowed.approval), id)
        : due('approve_correction', after(on, allowed.approval), id),
    ),
  ].sort((a, b) => a.due.localeCompare(b.due));
}
