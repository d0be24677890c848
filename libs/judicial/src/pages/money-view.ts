import type { Money, When } from '../case/terms';
import { personName } from './case-choices';
import type { CaseInView } from './case-files';
import type { Words } from './words';

interface Line {
  readonly text: string;
  readonly detail: string;
}

export interface MoneyList {
  readonly title: string;
  readonly lines: readonly Line[];
}

interface Sum {
  readonly person?: string;
  readonly on: When;
  readonly value: Money;
}

/** What was seized, confiscated, awarded and paid, each sum with what became of it. */
export function moneyLists({ proceeding: p }: CaseInView, words: Words): MoneyList[] {
  const { t } = words;
  const of = ({ person, on, value }: Sum) =>
    [
      words.money(value),
      words.date(on),
      ...(person === undefined ? [] : [personName(p, person, words)]),
    ].join(' · ');
  const parts = (what: string, sums: readonly Sum[]) =>
    sums.map(sum => `${what}: ${words.money(sum.value)}, ${words.date(sum.on)}`).join('; ');
  const lists: MoneyList[] = [
    {
      title: t('judicial-pages:money.seized'),
      lines: p.seizures.map(sum => ({ text: of(sum), detail: '' })),
    },
    {
      title: t('judicial-pages:money.confiscated'),
      lines: p.confiscations.map(sum => ({
        text: `${of(sum)} · ${words.code('confiscation_kind', sum.kind)}`,
        detail: parts(t('judicial-pages:money.enforced'), sum.enforced),
      })),
    },
    {
      title: t('judicial-pages:money.awarded'),
      lines: p.awards.map(sum => ({
        text: of(sum),
        detail: parts(t('judicial-pages:money.paid'), sum.paid),
      })),
    },
    {
      title: t('judicial-pages:money.referred'),
      lines: p.referrals.map(({ claims, on }) => ({
        text: `${t('judicial-pages:money.claims', { count: claims })} · ${words.date(on)}`,
        detail: '',
      })),
    },
  ];
  return lists.filter(({ lines }) => lines.length > 0);
}
