import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chain, type LoggedEvent, type StoredEvent } from '@hub/event-store';
import { from as copyFrom } from 'pg-copy-streams';
import { asClient } from './bench-database';

const uuid = /[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/g;
/** Odd, so that no two copies give an id the same beginning. */
const STEP = 2_654_435_761;

/** The same facts about other people: every id is another one, the same wherever it is named. */
const another = (text: string, copy: number) =>
  text.replace(uuid, head =>
    ((Number.parseInt(head, 16) + copy * STEP) % 2 ** 32).toString(16).padStart(8, '0'),
  );

/** Copies that run side by side, event by event: nearly every case of the log is open at the same time. */
function* copies(template: readonly LoggedEvent[], count: number): Generator<StoredEvent> {
  const heads = new Map<string, Buffer>();
  const each = Math.ceil(count / template.length);
  let made = 0;
  for (const event of template) {
    for (let copy = 0; copy < each && made < count; copy++, made++) {
      const stream = another(event.stream, copy);
      const { type, version } = event;
      const text = another(`${event.id}\n${event.data}\n${event.meta}`, copy).split('\n');
      const [id = '', data = '', meta = ''] = text;
      const [stored] = chain([{ id, stream, version, type, data, meta }], heads.get(stream));
      if (!stored) throw new Error('nothing was chained');
      heads.set(stream, stored.hash);
      yield stored;
    }
  }
}

const field = (text: string) => text.replaceAll('\\', '\\\\');

function* rows(template: readonly LoggedEvent[], count: number): Generator<string> {
  let position = 0;
  let piece = '';
  for (const { version, id, stream, type, data, meta, hash } of copies(template, count)) {
    position++;
    piece += `${position}\t${version}\t${id}\t${stream}\t${type}\t${field(data)}\t${field(meta)}\t\\\\x${hash.toString('hex')}\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Fills the log of a database with `count` events, which are copies of a template with other ids. */
export function fillLog(url: string, template: readonly LoggedEvent[], count: number): Promise<void> {
  return asClient(url, async client => {
    const copy = client.query(
      copyFrom('copy log.events (position, version, id, stream, type, data, meta, hash) from stdin'),
    );
    await pipeline(Readable.from(rows(template, count)), copy);
    await client.query('vacuum analyze log.events');
  });
}
