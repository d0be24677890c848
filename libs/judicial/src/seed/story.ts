import { carryOut, close } from './aftermath';
import type { Cast } from './cast';
import { describe, investigate, open } from './investigation';
import { prosecute } from './prosecution';
import { later } from './telling';
import { hear } from './trial';

/** Share of reports nobody is investigated for. */
const REJECTED = 0.06;

/** Tells one proceeding from the report to enforcement; who reads it stops at the present day. */
export function tellStory(cast: Cast): void {
  const { telling, opened, suspects } = cast;
  open(cast);
  const owed = describe(cast);
  if (telling.draw.chance(REJECTED)) {
    close(cast, { from: telling.after(opened, 75, 110), reason: 'report_rejected', owed, finished: [] });
    return;
  }
  const concluded = investigate(cast);
  if (concluded === undefined || suspects.length === 0) return;
  const { indicted, decided } = prosecute(cast, concluded);
  const finished = indicted.map(one => hear(cast, one));
  for (const one of finished) carryOut(cast, one);
  const reason = finished.length > 0 ? 'all_finally_decided' : 'discontinued';
  close(cast, { from: later(decided, ...finished.map(({ on }) => on)), reason, owed, finished });
}
