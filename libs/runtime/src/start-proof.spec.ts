import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MemoryEventStore } from '@hub/event-store';
import { readConfig } from '@hub/platform';
import { proofFiles, type SignedLog } from './proof-files';
import { StartProof } from './start-proof';

describe('the proof at the start', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'start-proof-'));
  afterAll(() => fs.rmSync(data, { recursive: true, force: true }));

  it('that could not be read is asked for again, and what waited is admitted once it can', async () => {
    const config = readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0' });
    const proof = new StartProof({
      config,
      databases: { urlFor: () => 'postgres://nobody@127.0.0.1:1/none' },
      store: new MemoryEventStore(),
    });
    const witnesses = (['events', 'access'] as SignedLog[]).map(log => proofFiles(config, log).witnessFile);
    for (const witness of witnesses) {
      fs.mkdirSync(path.dirname(witness), { recursive: true });
      fs.writeFileSync(witness, '');
    }
    // There is a witness, and the key to read it with is not there yet.
    await expect(proof.admit()).rejects.toMatchObject({ code: 'platform.log-not-proven', status: 503 });
    expect((await proof.health()).ok).toBe(false);
    for (const witness of witnesses) fs.rmSync(witness);
    await proof.admit();
    expect((await proof.health()).ok).toBe(true);
  });
});
