import type { Cast } from './cast';
import { NOTE } from './cast';
import { isConvicted, type Judged } from './judgment';
import { later, plusDays } from './telling';
import type { Finished } from './trial';

function enforce({ telling }: Cast, { one }: Judged, final: string): void {
  const on = telling.after(final, 10, 60);
  telling.tell(on, `enforcement-${one.person}`, { type: 'EnforcementOpened', data: { person: one.id, on } });
  if (!telling.draw.chance(0.5)) return;
  const done = telling.after(on, 120, 900);
  telling.tell(done, `enforced-${one.person}`, {
    type: 'EnforcementCompleted',
    data: { person: one.id, on: done },
  });
}

function confiscate({ telling, book }: Cast, { one }: Judged, on: string): void {
  const { draw } = telling;
  const currency = book.currencyAt(on);
  const amount = draw.between(10, 800) * 100;
  const confiscation = telling.id(`confiscation-${one.person}`);
  const kind = draw.weighted({ ordinary: 75, extended: 18, third_party: 7 });
  telling.tell(on, `confiscation-${one.person}`, {
    type: 'ConfiscationOrdered',
    data: { confiscation, person: one.id, on, kind, value: { amount, currency } },
  });
  if (!draw.chance(0.5)) return;
  const enforced = telling.after(on, 40, 300);
  const value = { amount: Math.floor(amount * draw.next()), currency };
  telling.tell(enforced, `confiscated-${one.person}`, {
    type: 'ConfiscationEnforced',
    data: { confiscation, on: enforced, value },
  });
}

function compensate({ telling, book }: Cast, { one }: Judged, on: string): void {
  const { draw } = telling;
  const currency = book.currencyAt(on);
  const amount = draw.between(5, 250) * 100;
  const award = telling.id(`award-${one.person}`);
  telling.tell(on, `award-${one.person}`, {
    type: 'CompensationAwarded',
    data: { award, person: one.id, on, value: { amount, currency } },
  });
  if (!draw.chance(0.45)) return;
  const paid = telling.after(on, 40, 300);
  const value = { amount: draw.chance(0.4) ? amount : Math.floor(amount / 2), currency };
  telling.tell(paid, `paid-${one.person}`, { type: 'CompensationPaid', data: { award, on: paid, value } });
}

/** Money and enforcement, once a judgment is final. */
export function carryOut(cast: Cast, { judged, on }: Finished): void {
  const convicted = judged.filter(isConvicted);
  const { draw } = cast.telling;
  const [first] = convicted;
  for (const one of convicted.filter(({ one: { kind } }) => kind === 'natural')) enforce(cast, one, on);
  if (!first) return;
  if (draw.chance(0.28)) confiscate(cast, first, on);
  if (draw.chance(0.34)) compensate(cast, first, on);
  else if (draw.chance(0.3)) {
    const claims = draw.between(1, cast.offence.victims);
    cast.telling.tell(on, `civil-${first.one.person}`, {
      type: 'CompensationReferred',
      data: { on, claims },
    });
  }
}

export interface Ending {
  /** Day from which nothing more is to be decided. */
  readonly from: string;
  readonly reason: 'all_finally_decided' | 'discontinued' | 'report_rejected';
  /** Sections nobody has recorded so far. */
  readonly owed: readonly (keyof Cast['offence']['sections'])[];
  readonly finished: readonly Finished[];
}

/** The case is closed; now and then it is opened again. */
export function close(cast: Cast, { from, reason, owed, finished }: Ending): void {
  const { telling, offence } = cast;
  const { draw } = telling;
  if (!draw.chance(0.9)) return;
  const on = telling.after(from, 3, 40);
  for (const section of owed) {
    const data = { section, values: offence.sections[section], basedOn: 0 };
    telling.tell(plusDays(on, -1), `section-${section}`, { type: 'SectionRecorded', data });
  }
  const tried = finished.length > 0;
  const atCourt = draw.between(0, offence.victims);
  telling.tell(on, 'closed', {
    type: 'CaseClosed',
    data: { on, reason, ...(tried && { victimsProtected: atCourt, victimsTestified: atCourt }) },
  });
  if (!draw.chance(0.04)) return;
  const reopened = telling.after(later(on, telling.lastDay), 20, 90);
  const [again] = finished;
  telling.tell(reopened, 'reopened', {
    type: 'CaseReopened',
    data: again
      ? {
          on: reopened,
          reason: 'extraordinary_remedy',
          persons: again.judged.map(({ one }) => one.id),
          note: NOTE,
        }
      : { on: reopened, reason: 'new_evidence', note: NOTE },
  });
}
