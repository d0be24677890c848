import type { CriteriaBook } from '@hub/codebook';
import type { CaseInView } from './case-files';
import { partsOf, type Part } from './case-parts';
import { factDetails, titleOf } from './timeline';
import type { Words } from './words';

/** One fact of a referral, an assistance, a measure or a claim, as its card shows it. */
interface CardRow {
  readonly title: string;
  readonly text: string;
  /** Form that corrects it; empty where the reader may not. */
  readonly correct: string;
}

interface Drawing {
  readonly book: CriteriaBook;
  readonly words: Words;
  readonly open: (form: string) => boolean;
  readonly mayCorrect: boolean;
}

function rowsOf(
  part: Part,
  about: string,
  file: CaseInView,
  { book, words, mayCorrect }: Drawing,
): CardRow[] {
  const facts = file.row.facts.filter(
    ({ fact }) => (fact.data as Record<string, unknown>)[about] === part.id,
  );
  const drawing = { file, book, words, names: new Map<string, string>() };
  return facts.map(({ id, fact }) => ({
    title: titleOf(fact, words),
    text: factDetails(fact, drawing)
      .filter(({ key }) => key !== words.t(`victims-pages:about.${about}`))
      .map(({ key, value }) => `${key}: ${value}`)
      .join(' · '),
    correct: mayCorrect ? `/cases/${file.id}/correct/${id}` : '',
  }));
}

/** V8, V11 and V12: the entries of a case as cards in their order, each with its facts; one more can be added. */
export function cardsOf(file: CaseInView, drawing: Drawing) {
  const { words, open } = drawing;
  return partsOf(file.view, { id: file.id, words, open })
    .map(({ title, about, form, parts }) => ({
      title,
      add: open(form)
        ? { text: words.t(`victims-pages:form.${form}`), href: `/cases/${file.id}/record/${form}` }
        : false,
      cards: parts.map(part => ({ ...part, rows: rowsOf(part, about, file, drawing) })),
    }))
    .filter(({ add, cards }) => add || cards.length > 0);
}
