import type { AppealOutcome } from '../case/terms';
import { appealOutcomes } from './aggregates';
import { articleOf, type Cast } from './cast';
import { drawSentence, drawVerdict, isConvicted, verdictOf, type Judged } from './judgment';
import type { Charged, Indicted } from './prosecution';

/** Defendants whose judgment became final on one day. */
export interface Finished {
  readonly judged: readonly Judged[];
  readonly on: string;
}

interface Delivered {
  readonly judgment: string;
  readonly judged: readonly Judged[];
  readonly on: string;
}

function deliver(cast: Cast, charged: readonly Charged[], name: string, on: string): Delivered {
  const { telling, place } = cast;
  const judged = charged.map(one => drawVerdict(cast, one));
  const judgment = telling.id(name);
  const defendants = judged.map(one => ({
    person: one.one.id,
    ...(one.plea && { plea: true }),
    verdicts: [verdictOf(cast, one)],
  }));
  telling.tell(on, name, {
    type: 'JudgmentDelivered',
    data: { judgment, on, court: place.court, defendants },
  });
  for (const one of judged.filter(isConvicted)) sentence(cast, one, `sentence-${name}`, on);
  return { judgment, judged, on };
}

function sentence(cast: Cast, judged: Judged, name: string, on: string, milder = 1): void {
  const data = { person: judged.one.id, on, ...drawSentence(cast, judged, on, milder) };
  cast.telling.tell(on, `${name}-${judged.one.person}`, { type: 'SentenceSet', data });
}

function outcomeFor(judged: Judged, drawn: keyof typeof appealOutcomes): AppealOutcome {
  if (drawn === 'reversed') return isConvicted(judged) ? 'reversed_to_acquittal' : 'reversed_to_conviction';
  const modified = drawn === 'modified_lenient' || drawn === 'modified_severe';
  return modified && !isConvicted(judged) ? 'upheld' : drawn;
}

/** The verdict after a reversal; what else an appeal court decides leaves it. */
function after(cast: Cast, judged: Judged, outcome: AppealOutcome): Judged {
  if (outcome === 'reversed_to_acquittal') return { ...judged, verdict: 'acquitted' };
  if (outcome !== 'reversed_to_conviction') return judged;
  return {
    ...judged,
    verdict: judged.charge === articleOf(cast) ? 'convicted_thb' : 'convicted_other',
  };
}

const milderBy: Readonly<Partial<Record<AppealOutcome, number>>> = {
  modified_lenient: 0.7,
  modified_severe: 1.3,
  reversed_to_conviction: 1,
};

function appeal(cast: Cast, indicted: Indicted, { judgment, judged, on: delivered }: Delivered): Finished {
  const { telling, place } = cast;
  const { draw } = telling;
  const id = telling.id('appeal');
  const filed = telling.after(delivered, 5, 14);
  const by = judged.some(isConvicted)
    ? draw.weighted({ defence: 60, both: 25, prosecution: 15 })
    : 'prosecution';
  const persons = judged.map(({ one }) => one.id);
  telling.tell(filed, 'appeal', {
    type: 'AppealFiled',
    data: { appeal: id, judgment, on: filed, by, persons },
  });
  const on = telling.after(filed, 60, 240);
  const drawn = draw.weighted(appealOutcomes);
  const decided = judged.map(one => {
    const outcome = outcomeFor(one, drawn);
    return { outcome, one: after(cast, one, outcome) };
  });
  const outcomes = decided.map(({ outcome, one }) => ({
    person: one.one.id,
    outcome,
    ...(outcome.startsWith('reversed') && { verdicts: [verdictOf(cast, one)] }),
  }));
  telling.tell(on, 'appeal-decided', {
    type: 'AppealDecided',
    data: { appeal: id, on, court: place.appealCourt, outcomes },
  });
  if (drawn === 'quashed_retrial') return retry(cast, indicted, on);
  for (const { outcome, one } of decided) {
    const milder = milderBy[outcome];
    if (milder !== undefined) sentence(cast, one, 'sentence-appeal', on, milder);
  }
  return settle(cast, { judged: decided.map(({ one }) => one), on: telling.after(on, 0, 8) }, 'final-appeal');
}

/** The main hearing begins anew; the second judgment stands. */
function retry(cast: Cast, { charged, indictment }: Indicted, quashed: string): Finished {
  const { telling, place } = cast;
  const opened = telling.after(quashed, 20, 70);
  telling.tell(opened, 'trial-again', {
    type: 'TrialOpened',
    data: { indictment, on: opened, court: place.court },
  });
  const again = deliver(cast, charged, 'judgment-again', telling.after(opened, 40, 180));
  return settle(cast, { judged: again.judged, on: telling.after(again.on, 16, 30) }, 'final-again');
}

function settle({ telling }: Cast, finished: Finished, name: string): Finished {
  const { on, judged } = finished;
  telling.tell(on, name, { type: 'JudgmentFinal', data: { on, persons: judged.map(({ one }) => one.id) } });
  return finished;
}

/** From the indictment to the judgment nobody can appeal any more. */
export function hear(cast: Cast, indicted: Indicted): Finished {
  const { charged, indictment, on: filed } = indicted;
  const { telling, place } = cast;
  const { draw } = telling;
  const [first] = charged;
  if (first?.plea) {
    const name = `judgment-${first.one.person}`;
    const plea = deliver(cast, charged, name, telling.after(filed, 15, 60));
    return settle(cast, { judged: plea.judged, on: telling.after(plea.on, 8, 20) }, `final-${name}`);
  }
  let day = filed;
  if (draw.chance(0.85)) {
    day = telling.after(filed, 15, 60);
    telling.tell(day, 'confirmed', { type: 'IndictmentConfirmed', data: { indictment, on: day } });
  }
  day = telling.after(day, 15, 90);
  telling.tell(day, 'trial', { type: 'TrialOpened', data: { indictment, on: day, court: place.court } });
  const delivered = deliver(cast, charged, 'judgment', telling.after(day, 60, 380));
  if (draw.chance(0.55)) return appeal(cast, indicted, delivered);
  const on = telling.after(delivered.on, 16, 30);
  return settle(cast, { judged: delivered.judged, on }, 'final');
}
