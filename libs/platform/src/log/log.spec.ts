import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describeError, Log, type LogFields } from './log';

function lines(write: (log: Log) => void): string[] {
  const written: string[] = [];
  write(Log.open('north', { write: line => void written.push(line) }));
  return written;
}

describe('the technical log', () => {
  it('goes to the file HUB_LOG_FILE names, after what is there', () => {
    const before = process.env.HUB_LOG_FILE;
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'hub-log-')), 'logs', 'hub.log');
    process.env.HUB_LOG_FILE = file;
    try {
      Log.open('north').info('one');
      Log.open('north').info('two');
    } finally {
      process.env.HUB_LOG_FILE = before;
    }
    const events = fs
      .readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(['one', 'two']);
  });

  it('writes one JSON object per line with the event, the context and allowed fields', () => {
    const [line = ''] = lines(log =>
      log.info('http.request', { status: 200, route: '/cases/:id', position: 12n }),
    );
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      context: 'north',
      event: 'http.request',
      status: 200,
      route: '/cases/:id',
      position: '12',
    });
    expect(line.endsWith('}\n')).toBe(true);
  });

  it('drops fields that are not on the list, and objects under fields that are', () => {
    const fields = {
      name: 'Blerta Kola',
      code: { name: 'Blerta Kola' },
      account: ['Blerta Kola'],
      status: 500,
    };
    const [line = ''] = lines(log => log.error('x', fields as unknown as LogFields));
    expect(line).not.toContain('Blerta');
    expect(JSON.parse(line)).toMatchObject({ status: 500 });
  });

  it('cannot be made to write a second line, to turn text around or to colour a terminal', () => {
    const attacks = [
      '\r\n{"level":"info"}',
      '\u2028x',
      '\u202Etxt',
      '\u001b[31mred',
      '\u0000',
      '\u0085next',
      '\ufeff',
    ];
    for (let code = 0; code < 200; code++) attacks.push(`a${String.fromCharCode(code)}b`);
    for (const attack of attacks) {
      const written = lines(log => log.warn(attack, { code: attack, account: attack }));
      expect(written).toHaveLength(1);
      const text = written[0].slice(0, -1);

      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\ufeff]/);
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });

  it('describes an error without its message, which may quote a row', () => {
    const error = Object.assign(new TypeError('Failing row contains (2, Blerta Kola)'), {
      code: '23502',
      detail: 'Blerta Kola',
    });
    const described = describeError(error);
    expect(JSON.stringify(described)).not.toContain('Blerta');
    expect(described).toMatchObject({ error: 'TypeError', code: '23502' });
    expect(described.frames).toContain('log.spec.ts');
  });
});
