import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CriteriaBook, jurisdictionOf, type Criteria } from '@hub/codebook';
import { History, MemoryEventStore, type LoggedEvent, type Upcasts } from '@hub/event-store';
import { MemoryKeks, MemoryKeystore, ReleaseLog, Vault, type VaultOptions } from '@hub/vault';

class NoReleases extends ReleaseLog {
  record(): Promise<void> {
    return Promise.reject(new Error('a bench opens nothing'));
  }
}

/** What a context is seeded with. */
export interface SeedParts {
  readonly book: CriteriaBook;
  readonly history: History;
  readonly vault: Vault;
}

interface Seeded {
  readonly name: string;
  readonly criteria: Criteria;
  readonly upcasts: Upcasts;
  readonly sealing: VaultOptions['sealing'];
}

export function bookOf(criteria: Criteria): CriteriaBook {
  const profile = jurisdictionOf('AL');
  if (!profile) throw new Error('no jurisdiction AL');
  return new CriteriaBook(criteria, profile);
}

/** The log of the sandbox: every kind of fact of the context as its own use cases record them, sealed as they seal. */
export async function seededLog(
  context: Seeded,
  seed: (parts: SeedParts) => Promise<void>,
): Promise<LoggedEvent[]> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-bench-seed-'));
  const store = new MemoryEventStore();
  const vault = await Vault.open({
    context: context.name,
    keystore: new MemoryKeystore(),
    keks: new MemoryKeks(context.name),
    sealing: context.sealing,
    releases: new NoReleases(),
    revocationFile: path.join(directory, 'revocations.ndjson'),
    createKeys: true,
  });
  try {
    const book = bookOf(context.criteria);
    const history = new History(store, { sealer: vault, upcasts: context.upcasts, codebook: book.version });
    await seed({ book, history, vault });
    const events: LoggedEvent[] = [];
    for await (const batch of store.log(0n, { until: await store.head() })) events.push(...batch);
    return events;
  } finally {
    await vault.close();
    await store.close();
    fs.rmSync(directory, { recursive: true });
  }
}
