import { SealBroken } from './sealed-file';

const endOfRows = Buffer.from('\\.\n');
const lineEndOfRows = Buffer.from('\n\\.\n');

/** Takes the content of a part apart again: lines of JSON, and the rows of a table up to their end. */
export class PartReader {
  private bytes: Buffer = Buffer.alloc(0);
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  private async more(): Promise<void> {
    const next = await this.source.next();
    if (next.done) throw new SealBroken('its content ends too early');
    this.bytes = this.bytes.length === 0 ? next.value : Buffer.concat([this.bytes, next.value]);
  }

  async json<Content>(): Promise<Content> {
    let end = this.bytes.indexOf(10);
    while (end < 0) {
      await this.more();
      end = this.bytes.indexOf(10);
    }
    const text = this.bytes.subarray(0, end).toString();
    this.bytes = this.bytes.subarray(end + 1);
    return JSON.parse(text) as Content;
  }

  /** Rows in COPY's text form; a row never reads `\.`, because COPY writes a backslash as two. */
  async *rows(): AsyncGenerator<Buffer> {
    while (this.bytes.length < endOfRows.length) await this.more();
    if (this.bytes.subarray(0, endOfRows.length).equals(endOfRows)) {
      this.bytes = this.bytes.subarray(endOfRows.length);
      return;
    }
    for (;;) {
      const end = this.bytes.indexOf(lineEndOfRows);
      if (end >= 0) {
        yield this.bytes.subarray(0, end + 1);
        this.bytes = this.bytes.subarray(end + lineEndOfRows.length);
        return;
      }
      // The end may begin in these bytes and go on in the next: keep as many as it has, less one.
      const sure = Math.max(this.bytes.length - lineEndOfRows.length + 1, 0);
      if (sure > 0) yield this.bytes.subarray(0, sure);
      this.bytes = this.bytes.subarray(sure);
      await this.more();
    }
  }

  /** Reads to the very end, so that a file that goes on or was cut off is noticed. */
  async finish(): Promise<void> {
    if (this.bytes.length > 0) throw new SealBroken('something follows its content');
    const { done } = await this.source.next();
    if (!done) throw new SealBroken('something follows its content');
  }
}
