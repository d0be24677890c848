/** What a test can see of a page on paper. */
import zlib from 'node:zlib';

const text = (pdf: Buffer) => pdf.toString('latin1');

/** How many sheets the file has. */
export const sheetsOf = (pdf: Buffer) => text(pdf).match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** What is drawn, sheet by sheet; other streams of the file draw no text. */
function drawings(pdf: Buffer): string[] {
  const streams = [...text(pdf).matchAll(/stream\r?\n/g)].map(({ index, 0: start }) => {
    const from = index + start.length;
    try {
      return zlib.inflateSync(pdf.subarray(from, pdf.indexOf('endstream', from))).toString('latin1');
    } catch {
      return ''; // not compressed, so not of a sheet
    }
  });
  return streams.filter(drawn => /\bBT\b/.test(drawn));
}

/** The words of a sheet in their order, as the file codes their letters, four digits for each; the number of the sheet is before them. */
const wordsOf = (drawn: string) =>
  (drawn.match(/\bBT\b[^]*?\bET\b/g) ?? [])
    .map(word => (word.match(/(?<=<)[0-9A-F]+(?=>)/g) ?? []).join(''))
    .slice(3);

/** How many letters all the sheets begin with. */
function shared([first = [], ...others]: readonly string[][]): number {
  const until = first.findIndex((word, at) => others.some(sheet => sheet[at] !== word));
  return first.slice(0, until < 0 ? first.length : until).join('').length / 4;
}

/** How many letters stand alike at the top and at the foot of every sheet, spaces not counted. */
export function lettersOnEverySheet(pdf: Buffer): { top: number; foot: number } {
  const sheets = drawings(pdf).map(wordsOf);
  return { top: shared(sheets), foot: shared(sheets.map(words => [...words].reverse())) };
}
