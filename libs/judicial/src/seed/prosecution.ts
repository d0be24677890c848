import type { ProsecutionDecision } from '../case/terms';
import { decisions, noChargeReasons } from './aggregates';
import { basisOf, NOTE, type Cast, type CastSuspect } from './cast';

/** A defendant before the court. */
export interface Charged {
  readonly one: CastSuspect;
  readonly charge: string;
  readonly plea: boolean;
}

export interface Indicted {
  readonly charged: readonly Charged[];
  readonly indictment: string;
  /** Day the indictment in force was filed. */
  readonly on: string;
}

/** Buyers are charged with buying or not at all; a firm cannot plead. */
function drawDecision(
  { telling: { draw } }: Cast,
  { kind, user }: CastSuspect,
  again: boolean,
): ProsecutionDecision {
  if (user) return again ? 'charged_other' : draw.weighted({ charged_other: 72, not_charged: 28 });
  if (again) return 'charged_thb';
  const decision = draw.weighted(decisions);
  return kind === 'legal' && decision === 'plea_agreement' ? 'charged_thb' : decision;
}

function decide(cast: Cast, one: CastSuspect, on: string, again = ''): Charged | undefined {
  const { telling, place } = cast;
  const { draw } = telling;
  const decision = drawDecision(cast, one, again !== '');
  const charge = decision === 'charged_other' && !one.user ? draw.one(place.lesser) : basisOf(cast, one);
  const charged = ['charged_thb', 'charged_other', 'plea_agreement'].includes(decision);
  telling.tell(on, `decision-${one.person}${again}`, {
    type: 'ProsecutionDecided',
    data: {
      ...{ person: one.id, on, decision, legalBasis: charged ? [charge] : [] },
      ...(decision === 'not_charged' && { reason: draw.weighted(noChargeReasons), note: NOTE }),
    },
  });
  return charged ? { one, charge, plea: decision === 'plea_agreement' } : undefined;
}

function file(cast: Cast, charged: readonly Charged[], name: string, on: string): Indicted {
  const { telling, place } = cast;
  const indictment = telling.id(name);
  const defendants = charged.map(({ one, charge }) => ({ person: one.id, charges: [charge] }));
  telling.tell(on, name, {
    type: 'IndictmentFiled',
    data: { indictment, on, court: place.court, defendants },
  });
  return { charged, indictment, on };
}

/** The court sends the file back; the prosecutor decides and files anew. */
function sendBack(cast: Cast, { charged, indictment, on: filed }: Indicted): Indicted {
  const { telling } = cast;
  const on = telling.after(filed, 10, 40);
  const reason = telling.draw.weighted({ for_completion: 85, rejected: 15 });
  telling.tell(on, 'returned', { type: 'IndictmentReturned', data: { indictment, on, reason } });
  const decided = telling.after(on, 10, 60);
  const anew = charged.flatMap(({ one }) => decide(cast, one, decided, '-again') ?? []);
  return file(cast, anew, 'indictment-again', telling.after(decided, 1, 20));
}

export interface Prosecuted {
  readonly indicted: readonly Indicted[];
  /** Day of the last decision. */
  readonly decided: string;
}

/** Decisions about everybody; one indictment for those who stand trial together, one for each who pleads. */
export function prosecute(cast: Cast, concluded: string): Prosecuted {
  const { telling, suspects } = cast;
  const decided = telling.after(concluded, 1, 25);
  const charged = suspects.flatMap(one => decide(cast, one, decided) ?? []);
  const together = charged.filter(({ plea }) => !plea);
  const filed = telling.after(decided, 3, 30);
  const pleas = charged
    .filter(({ plea }) => plea)
    .map(one => file(cast, [one], `plea-${one.one.person}`, filed));
  if (together.length === 0) return { indicted: pleas, decided };
  const first = file(cast, together, 'indictment', filed);
  const standing = telling.draw.chance(0.06) ? sendBack(cast, first) : first;
  return { indicted: [...pleas, standing], decided };
}
