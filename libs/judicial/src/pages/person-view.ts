import { standingIndictment, type Defendant } from '../case/defendant';
import { defendantOf } from '../case/proceeding';
import { stageOfPerson, wordingOf } from '../read/stage';
import type { CaseInView } from './case-files';
import type { Words } from './words';

/** The bar that says who this is in the case, without saying who it is. */
export function personHead({ proceeding, row }: CaseInView, person: string, words: Words) {
  const d = defendantOf(proceeding, person);
  if (!d) return [];
  const charges = standingIndictment(d)?.charges ?? d.suspectedOf;
  const { t } = words;
  return [
    { key: t('judicial-pages:column.reference'), value: row.reference, tag: '' },
    { key: t('judicial-pages:grid.standing'), value: t(`judicial-pages:wording.${wordingOf(d)}`), tag: '' },
    {
      key: t('judicial-pages:column.stage'),
      value: words.code('stage', stageOfPerson(proceeding, d)),
      tag: 'blue',
    },
    { key: words.labels.variable('person_kind'), value: words.code('person_kind', d.kind), tag: '' },
    { key: t('judicial-pages:grid.charges'), value: words.codes('legal_basis', charges), tag: '' },
  ];
}

interface Happening {
  readonly key: string;
  readonly value: string;
}

function beforeTrial(d: Defendant, words: Words): Happening[] {
  const { t } = words;
  const fact = (type: string, value: string): Happening => ({ key: t(`judicial-pages:fact.${type}`), value });
  return [
    fact('SuspectRegistered', `${words.date(d.suspectedOn)}: ${words.codes('legal_basis', d.suspectedOf)}`),
    ...(d.arrestedOn === undefined ? [] : [fact('SuspectArrested', words.date(d.arrestedOn))]),
    ...d.measures.map(m => {
      const days = [m.on, m.liftedOn ?? m.until].flatMap(day => (day ? [words.date(day)] : []));
      const state = m.liftedOn === undefined ? '' : ` (${t('judicial-pages:fact.MeasureLifted')})`;
      return fact('MeasureOrdered', `${words.code('pretrial_measure', m.kind)}, ${days.join(' – ')}${state}`);
    }),
    ...d.decisions.map(one =>
      fact(
        'ProsecutionDecided',
        `${words.date(one.on)}: ${words.code('prosecution_decision', one.decision)}`,
      ),
    ),
    ...d.indictments.map(one => {
      const charges = words.codes('legal_basis', one.charges);
      return fact(
        'IndictmentFiled',
        `${words.date(one.filedOn)}, ${words.organisation(one.court)}: ${charges}`,
      );
    }),
  ];
}

function fromTrial(d: Defendant, words: Words): Happening[] {
  const { t } = words;
  const fact = (type: string, value: string): Happening => ({ key: t(`judicial-pages:fact.${type}`), value });
  const verdicts = d.judgments.map(one => {
    const each = one.verdicts.map(
      v => `${words.code('legal_basis', v.convictedOf ?? v.legalBasis)}: ${words.code('verdict', v.verdict)}`,
    );
    const key = `${words.code('instance', one.instance)}, ${words.date(one.on)}, ${words.organisation(one.court)}`;
    return fact('JudgmentDelivered', `${key}: ${each.join('; ')}`);
  });
  const appeals = d.appeals.map(one => {
    const filed = `${words.code('appeal_party', one.by)}, ${words.date(one.filedOn)}`;
    const { decided } = one;
    const result = decided
      ? `: ${words.code('appeal_decision', decided.outcome)}, ${words.date(decided.on)}`
      : '';
    return fact('AppealFiled', filed + result);
  });
  const { sentence, enforcement } = d;
  return [
    ...verdicts,
    ...(sentence ? [fact('SentenceSet', sentenceText(sentence, words))] : []),
    ...appeals,
    ...(d.finalOn === undefined ? [] : [fact('JudgmentFinal', words.date(d.finalOn))]),
    ...(enforcement
      ? [
          fact(
            'EnforcementOpened',
            [enforcement.on, enforcement.completedOn]
              .flatMap(day => (day ? [words.date(day)] : []))
              .join(' – '),
          ),
        ]
      : []),
  ];
}

function sentenceText(sentence: NonNullable<Defendant['sentence']>, words: Words): string {
  const { kind, months, suspendedMonths, fine, additional } = sentence;
  const length = (count: number | undefined) =>
    count === undefined ? [] : [words.t('judicial-pages:months', { count })];
  const suspended = length(suspendedMonths).map(
    text => `${words.labels.variable('suspended_months')}: ${text}`,
  );
  return [
    words.code('sentence_type', kind),
    ...length(months),
    ...suspended,
    ...(fine ? [words.money(fine)] : []),
    ...(additional ?? []).map(code => words.code('additional_sanction', code)),
  ].join(', ');
}

/** What has happened to one person in the case, in its order. */
export function personHistory({ proceeding }: CaseInView, person: string, words: Words): Happening[] {
  const d = defendantOf(proceeding, person);
  return d ? [...beforeTrial(d, words), ...fromTrial(d, words)] : [];
}
