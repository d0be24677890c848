import { checkPassword, isOutdated, minimalLength } from './password';

const check = (password: string, mode: 'sandbox' | 'production' = 'production') =>
  checkPassword(password, mode, ['anna.kola', 'Anna Kola', 'victims.hub.example']);

describe('a password', () => {
  it.each([
    'olive kettle river 7',
    'xJ3k9vQ2mN8pLw4z',
    'шест бели коња трче',
    'ëndrra çelësi gjethe',
    'a'.repeat(5) + ' brown wet lanterns',
  ])('may be %s', password => expect(() => check(password)).not.toThrow());

  it.each([
    ['password1234567', 'guessable'],
    ['Password123!Password123!', 'guessable'],
    ['aaaaaaaaaaaaaaaaaaaa', 'guessable'],
    ['qwertyuiop12345', 'guessable'],
    ['123456789012345', 'guessable'],
    ['TraffickingHub2026', 'guessable'],
    ['ministria-e-brendshme', 'guessable'],
    ['anna.kola.2026.03', 'guessable'],
    ['прокуратура2026', 'guessable'],
    ['tužilaštvo-tužilac', 'guessable'],
    ['xJ3k9vQ2mN8p', 'too-short'],
    ['x'.repeat(129), 'too-long'],
  ])('may not be %s', (password, why) => {
    expect(() => check(password)).toThrow(`access.password-${why}`);
  });

  it('has 12 characters at least, 15 in production', () => {
    expect([minimalLength('sandbox'), minimalLength('production')]).toEqual([12, 15]);
    expect(() => check('xJ3k9vQ2mN8p', 'sandbox')).not.toThrow();
    expect(() => check('xJ3k9vQ2mN8', 'sandbox')).toThrow('access.password-too-short');
  });

  it('counts characters, not bytes: two ways to write one are one', () => {
    expect(() => check('e\u0308'.repeat(8))).toThrow('access.password-too-short');
    expect(() => check('olivë këttlë rivër 7'.normalize('NFD'))).not.toThrow();
  });

  it('is judged, however long', () => {
    expect(() => check('Ab1!'.repeat(32))).toThrow('access.password-guessable');
    expect(() => check('fq8 zlw xv2 hud'.repeat(8))).not.toThrow();
  }, 60_000);
});

describe('a stored hash', () => {
  it.each([
    ['$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', false],
    ['$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA', false],
    ['$argon2id$v=19$m=8192,t=2,p=1$c2FsdA$aGFzaA', true],
    ['$argon2id$v=19$m=19456,t=1,p=1$c2FsdA$aGFzaA', true],
    ['$2b$10$abcdefghijklmnopqrstuv', true],
  ])('%s is outdated: %s', (phc, expected) => expect(isOutdated(phc)).toBe(expected));
});
