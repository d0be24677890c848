import { isRunning } from '../assistance/assistance';
import type { CaseView } from '../case/case';
import type { About } from './fact-forms';
import type { Words } from './words';

const assistanceType = { kind: 'code', list: 'assistance_type', many: true } as const;

/** One line that says which referral, assistance, measure or claim is meant. */
export function describeAbout(view: CaseView, about: About, id: string, words: Words): string {
  switch (about) {
    case 'referral': {
      const found = view.referrals[id];
      return found ? `${words.organisation(found.to)}, ${words.fmt.date(found.sentOn)}` : '';
    }
    case 'assistance': {
      const found = view.assistances[id];
      return found
        ? `${words.answer(assistanceType, found.types)} – ${words.organisation(found.provider)}`
        : '';
    }
    case 'measure': {
      const found = view.protection.measures[id];
      return found
        ? `${words.t(`victims-pages:choice.protection.${found.kind}`)}, ${words.fmt.date(found.on)}`
        : '';
    }
    case 'claim': {
      const found = view.proceedings.claims[id];
      return found
        ? `${words.code('compensation_source', found.source)}, ${words.fmt.date(found.claimedOn)}`
        : '';
    }
  }
}

/** Something that is under way in a case, with what can be recorded of it next. */
export interface Part {
  /** Of the referral, assistance, measure or claim: what its facts name. */
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly tag: string;
  readonly detail: string;
  readonly next: readonly { readonly text: string; readonly href: string }[];
}

export interface PartList {
  readonly title: string;
  readonly about: About;
  /** Form that begins another one. */
  readonly form: string;
  readonly parts: readonly Part[];
}

interface Drawing {
  readonly id: string;
  readonly words: Words;
  /** Whether the reader may use a form. */
  readonly open: (form: string) => boolean;
}

const tags: Readonly<Record<string, string>> = {
  sent: 'yellow',
  accepted: 'green',
  declined: 'grey',
  returned: 'orange',
  offered: 'yellow',
  partly: 'green',
  ended: 'grey',
  running: 'green',
  claimed: 'yellow',
  awarded: 'green',
  refused: 'grey',
};

function part({ id, words, open }: Drawing, about: string, state: string, forms: readonly string[]) {
  return {
    id: about,
    state: words.t(`victims-pages:state.${state}`),
    tag: tags[state] ?? 'grey',
    next: forms.filter(open).map(form => ({
      text: words.t(`victims-pages:form.${form}`),
      href: `/cases/${id}/record/${form}?about=${about}`,
    })),
  };
}

function referralParts({ referrals }: CaseView, drawing: Drawing): Part[] {
  const { words } = drawing;
  const next = { sent: ['referral-accepted', 'referral-declined'], accepted: ['referral-returned'] } as const;
  return Object.entries(referrals).map(([id, referral]) => ({
    title: words.organisation(referral.to),
    detail: `${words.answer(assistanceType, referral.needs)} · ${words.fmt.date(referral.sentOn)}`,
    ...part(drawing, id, referral.state, referral.state in next ? next[referral.state as 'sent'] : []),
  }));
}

function assistanceParts({ assistances }: CaseView, drawing: Drawing): Part[] {
  const { words } = drawing;
  return Object.entries(assistances).map(([id, offer]) => {
    const waiting = offer.state === 'offered' ? ['assistance-accepted', 'assistance-declined'] : [];
    const forms = isRunning(offer) ? ['assistance-ended'] : waiting;
    const types = offer.taken.length > 0 ? offer.taken : offer.types;
    return {
      title: words.answer(assistanceType, types),
      detail: `${words.organisation(offer.provider)} · ${words.fmt.date(offer.decidedOn ?? offer.offeredOn)}`,
      ...part(drawing, id, offer.state, forms),
    };
  });
}

function measureParts({ protection }: CaseView, drawing: Drawing): Part[] {
  const { words } = drawing;
  return Object.entries(protection.measures).map(([id, measure]) => {
    const ended = measure.endedOn !== undefined;
    return {
      title: words.t(`victims-pages:choice.protection.${measure.kind}`),
      detail: [measure.on, measure.until].flatMap(day => (day ? [words.fmt.date(day)] : [])).join(' – '),
      ...part(drawing, id, ended ? 'ended' : 'running', ended ? [] : ['protection-ended']),
    };
  });
}

function claimParts({ proceedings }: CaseView, drawing: Drawing): Part[] {
  const { words } = drawing;
  return Object.entries(proceedings.claims).map(([id, claim]) => {
    const decided = claim.decidedOn !== undefined;
    const state = claim.awarded ? 'awarded' : decided ? 'refused' : 'claimed';
    const forms = claim.awarded
      ? ['compensation-paid']
      : decided
        ? []
        : ['compensation-awarded', 'compensation-refused'];
    const paid = claim.payments.map(({ amount }) => words.fmt.money(amount.amount, amount.currency));
    const sums = [claim.awarded ?? claim.claimed].flatMap(sum =>
      sum ? [words.fmt.money(sum.amount, sum.currency)] : [],
    );
    return {
      title: words.code('compensation_source', claim.source),
      detail: [...sums, ...paid].join(' · '),
      ...part(drawing, id, state, forms),
    };
  });
}

const lists = [
  { title: 'parts.referrals', about: 'referral', form: 'referral', parts: referralParts },
  { title: 'parts.assistance', about: 'assistance', form: 'assistance', parts: assistanceParts },
  { title: 'parts.protection', about: 'measure', form: 'protection', parts: measureParts },
  { title: 'parts.compensation', about: 'claim', form: 'compensation', parts: claimParts },
] as const;

/** What is under way, in the order of the work; also the lists in which nothing is yet. */
export const partsOf = (view: CaseView, drawing: Drawing): PartList[] =>
  lists.map(({ title, about, form, parts }) => ({
    title: drawing.words.t(`victims-pages:${title}`),
    about,
    form,
    parts: parts(view, drawing),
  }));
