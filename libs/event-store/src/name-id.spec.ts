import fc from 'fast-check';
import { v5 } from 'uuid';
import { nameId } from './name-id';

describe('a name-based id', () => {
  it('is the example of RFC 9562', () => {
    expect(nameId('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('is what the uuid library makes, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (name, namespace) => {
        expect(nameId(name, namespace)).toBe(v5(name, namespace));
      }),
    );
  });
});
