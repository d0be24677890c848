import type { CriteriaBook } from '@hub/codebook';
import { acceptAssistance } from '../assistance/accept-assistance';
import { declineAssistance } from '../assistance/decline-assistance';
import { endAssistance } from '../assistance/end-assistance';
import { offerAssistance } from '../assistance/offer-assistance';
import { assignCase } from '../case/assign-case';
import { closeCase } from '../case/close-case';
import { decideStatus } from '../case/decide-status';
import { recordConsent } from '../case/record-consent';
import { recordSection } from '../case/record-section';
import { reopenCase } from '../case/reopen-case';
import { sealCase } from '../case/seal-case';
import { transferCase } from '../case/transfer-case';
import { unassignCase } from '../case/unassign-case';
import { unsealCase } from '../case/unseal-case';
import { addDays } from '../dates';
import { awardCompensation } from '../proceedings/award-compensation';
import { claimCompensation } from '../proceedings/claim-compensation';
import { payCompensation } from '../proceedings/pay-compensation';
import { recordParticipation } from '../proceedings/record-participation';
import { refuseCompensation } from '../proceedings/refuse-compensation';
import { appointGuardian } from '../protection/appoint-guardian';
import { completeReturn } from '../protection/complete-return';
import { decideResidence } from '../protection/decide-residence';
import { endProtection } from '../protection/end-protection';
import { grantProtection } from '../protection/grant-protection';
import { acceptReferral } from '../referral/accept-referral';
import { declineReferral } from '../referral/decline-referral';
import { returnReferral } from '../referral/return-referral';
import { sendReferral } from '../referral/send-referral';
import type { Profile } from './profiles';
import type { Draw } from './random';
import { Story, type Step } from './telling';

/** Who there is to refer to and to transfer to. */
export interface Places {
  readonly helpers: readonly string[];
  readonly offices: readonly string[];
  /** Account the case is assigned to. */
  readonly assignee: string;
}

const lines = ['Vendim i marrë sipas procedurës.', 'Synthetic note of the training database.'] as const;

/** @param begun day the case is registered */
export function tellStory(
  draw: Draw,
  profile: Profile,
  { begun, today }: { readonly begun: string; readonly today: string },
  places: Places,
  book: CriteriaBook,
): Step[] {
  const story = new Story(draw, begun, today);
  const after = (days: number) => addDays(begun, days);
  story.tell('assigned', begun, assignCase, { to: places.assignee });
  const consent = draw.weighted({ given: 80, declined: 12, legal_obligation: 8 });
  story.tell('consent', begun, recordConsent, {
    status: consent === 'given' && profile.age < 18 ? 'guardian_given' : consent,
  });
  story.tell('presumed', begun, decideStatus, { status: 'presumed', authority: 'police' });
  for (const section of Object.keys(profile.sections)) {
    if (draw.chance(0.06)) continue;
    story.tell(`section-${section}`, after(draw.one([0, 2, 6] as const)), recordSection, {
      section,
      values: profile.sections[section],
      basedOn: 0,
    });
  }
  const drawn = draw.weighted({ identified: 62, rejected: 14, pending: 22, withdrawn: 2 });
  const outcome = story.concluded(drawn, 'pending', 'identified');
  const decided = after(draw.between(15, 85));
  if (consent !== 'declined') refer(story, draw, after(draw.between(2, 9)), places);
  const open = assist(story, draw, { day: after(draw.between(3, 12)), places, profile });
  decide(story, outcome, decided, book);
  const staysUntil = outcome === 'identified' ? follow(story, draw, profile, decided, book) : undefined;
  guard(story, draw, profile, after(draw.between(2, 40)));
  move(story, draw, after(draw.between(30, 90)), places);
  prolong(story, draw, staysUntil);
  if (outcome !== 'pending' && !open && story.concluded(draw.chance(0.7), false, true))
    end(story, draw, addDays(decided, draw.between(200, 400)), outcome);
  return story.steps;
}

function decide(story: Story, status: string, on: string, { jurisdiction }: CriteriaBook): void {
  if (status === 'pending') return;
  story.tell('decided', on, decideStatus, { status, authority: 'police', country: jurisdiction.code });
}

function refer(story: Story, draw: Draw, day: string, { helpers }: Places): void {
  story.tell('referral', day, sendReferral, {
    to: draw.one(helpers),
    needs: draw.some({ accommodation: 0.5, psychological: 0.6, legal_aid: 0.4, medical: 0.4 }),
    ...(draw.chance(0.5) ? { answerBy: addDays(day, 14) } : {}),
  });
  const drawn = draw.weighted({ accepted: 82, declined: 12, open: 6 });
  const answer = story.concluded(drawn, 'open', 'declined');
  const answered = addDays(day, draw.between(1, 12));
  if (answer === 'accepted')
    story.tell('referral-accepted', answered, acceptReferral, { referral: '@referral' });
  if (answer === 'declined') {
    story.tell('referral-declined', answered, declineReferral, {
      referral: '@referral',
      note: draw.one(lines),
    });
  }
  if (answer === 'accepted' && draw.chance(0.06)) {
    const back = { referral: '@referral', note: draw.one(lines) };
    story.tell('referral-returned', addDays(answered, draw.between(5, 30)), returnReferral, back);
  }
}

/** @returns whether assistance is still running or waiting for an answer at the end */
function assist(
  story: Story,
  draw: Draw,
  { day, places, profile }: { readonly day: string; readonly places: Places; readonly profile: Profile },
): boolean {
  if (draw.chance(0.08)) return false;
  const types = draw.some({
    accommodation: 0.5,
    psychological: 0.6,
    legal_aid: 0.5,
    medical: 0.4,
    education_training: 0.2,
  });
  story.tell('assistance', day, offerAssistance, { types, provider: draw.one(places.helpers) });
  const drawn = draw.weighted({ accepted: 72, partly: 12, declined: 13, open: 3 });
  const decision = story.concluded(drawn, 'open', 'accepted');
  const decided = addDays(day, draw.between(0, 10));
  if (decision === 'open') return true;
  if (decision === 'declined') {
    const reason = draw.weighted({ return_home: 35, distrust: 20, fear: 15, no_need: 20, wants_to_work: 10 });
    story.tell('assistance-declined', decided, declineAssistance, { assistance: '@assistance', reason });
    return false;
  }
  const taken = decision === 'partly' ? types.slice(0, Math.max(1, types.length - 1)) : types;
  const shelter = profile.age < 18 ? 'child_institution' : 'specialised_shelter_ngo';
  story.tell('assistance-accepted', decided, acceptAssistance, {
    assistance: '@assistance',
    types: taken,
    ...(taken.includes('accommodation') ? { accommodation: shelter } : {}),
    ...(draw.chance(0.4) ? { reviewOn: addDays(decided, 90) } : {}),
  });
  if (story.concluded(draw.chance(0.25), true, false)) return true;
  const outcome = draw.weighted({ completed: 60, stopped_by_person: 30, moved: 10 });
  story.tell('assistance-ended', addDays(decided, draw.between(30, 180)), endAssistance, {
    assistance: '@assistance',
    outcome,
  });
  return false;
}

/** @returns last day of the stay that was allowed, if one was */
function follow(
  story: Story,
  draw: Draw,
  { national }: Profile,
  decided: string,
  book: CriteriaBook,
): string | undefined {
  let staysUntil: string | undefined;
  if (!national && draw.chance(0.6)) {
    const days = draw.one([30, 90, 180] as const);
    const measure = days === 180 ? 'temporary_victim_permit' : 'reflection_period';
    const from = addDays(decided, draw.between(1, 20));
    story.tell('residence', from, decideResidence, { measure, days });
    staysUntil = addDays(from, days - 1);
  }
  if (!national && draw.chance(0.35)) {
    const kind = draw.weighted({ voluntary_assisted: 70, voluntary_own: 30 });
    story.tell('return', addDays(decided, draw.between(60, 200)), completeReturn, { kind, country: 'MD' });
  }
  if (draw.chance(0.45)) {
    story.tell('participation', addDays(decided, draw.between(20, 200)), recordParticipation, {
      cooperation: draw.weighted({ full: 70, partial: 30 }),
      role: draw.weighted({ witness: 50, injured_party: 35, civil_claimant: 15 }),
      legalAid: draw.weighted({ yes: 75, no: 25 }),
      nonPunishment: draw.weighted({ yes: 10, no: 60, unknown: 30 }),
    });
  }
  if (draw.chance(0.2)) claim(story, draw, addDays(decided, draw.between(60, 220)), book);
  return staysUntil;
}

function prolong(story: Story, draw: Draw, staysUntil: string | undefined): void {
  if (staysUntil === undefined) return;
  const measure = draw.one(['humanitarian', 'other_permit'] as const);
  story.tell('residence-next', staysUntil, decideResidence, { measure, days: 365 });
}

function claim(story: Story, draw: Draw, day: string, book: CriteriaBook): void {
  const currency = book.currencyAt(day);
  const amount = { amount: draw.between(10, 400) * 100, currency };
  const source = draw.weighted({ criminal_court: 60, state_fund: 30, civil_court: 10 });
  story.tell('claim', day, claimCompensation, { source, amount });
  const decided = addDays(day, draw.between(60, 300));
  if (draw.chance(0.3)) {
    story.tell('claim-refused', decided, refuseCompensation, { claim: '@claim' });
    return;
  }
  story.tell('award', decided, awardCompensation, { claim: '@claim', amount });
  if (draw.chance(0.5)) {
    const half = { amount: Math.floor(amount.amount / 2), currency };
    story.tell('payment', addDays(decided, draw.between(30, 120)), payCompensation, {
      claim: '@claim',
      amount: half,
    });
  }
}

function guard(story: Story, draw: Draw, { age, national }: Profile, day: string): void {
  const alone = !national || story.concluded(draw.chance(0.2), false, true);
  if (age < 18 && alone) story.tell('guardian', day, appointGuardian, {});
  if (!draw.chance(0.18)) return;
  const kind = draw.weighted({ police_protection: 40, address_withheld: 30, no_contact_order: 30 });
  story.tell('protection', day, grantProtection, { kind, until: addDays(day, 180) });
  if (story.concluded(draw.chance(0.4), false, true)) {
    story.tell('protection-ended', addDays(day, draw.between(40, 170)), endProtection, {
      measure: '@protection',
    });
  }
}

function move(story: Story, draw: Draw, day: string, { offices, assignee }: Places): void {
  if (draw.chance(0.04)) story.tell('sealed', day, sealCase, { note: draw.one(lines) });
  const sealed = story.steps.at(-1)?.name === 'sealed';
  if (sealed && draw.chance(0.5))
    story.tell('unsealed', addDays(day, 40), unsealCase, { note: draw.one(lines) });
  if (draw.chance(0.05)) story.tell('unassigned', day, unassignCase, { from: assignee });
  if (draw.chance(0.06)) {
    story.tell('transferred', day, transferCase, { to: draw.one(offices), note: draw.one(lines) });
  }
}

function end(story: Story, draw: Draw, day: string, outcome: string): void {
  const reason =
    outcome === 'rejected'
      ? 'not_a_victim'
      : draw.weighted({ plan_completed: 40, reintegrated: 30, lost_contact: 20, own_wish: 10 });
  story.tell('closed', day, closeCase, { reason });
  if (!draw.chance(0.05)) return;
  story.tell('reopened', addDays(day, 20), reopenCase, { note: draw.one(lines) });
  story.tell('closed-again', addDays(day, 50), closeCase, { reason });
}
