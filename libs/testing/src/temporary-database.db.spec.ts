import { Client } from 'pg';
import { temporaryDatabase } from './temporary-database';

describe('a temporary database', () => {
  it('is a real PostgreSQL with checksums and the built-in locale', async () => {
    const database = await temporaryDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ data_checksums: string }>('show data_checksums');
    expect(rows[0]?.data_checksums).toBe('on');
    await client.end();
    await database.drop();
  });
});
