import type { PersonName } from './person-name';

/** `Arta Kola 1999` as somebody types it into one box: the given name first, a date of birth wherever it stands. */
export function typedName(text: string): Pick<PersonName, 'given' | 'family' | 'birth'> {
  const words = text.split(/\s+/).filter(Boolean);
  const birth = words.find(word => /^\d{4}(-\d{2}){0,2}$/.test(word));
  const [given, ...family] = words.filter(word => word !== birth);
  return {
    ...(given && { given }),
    ...(family.length > 0 && { family: family.join(' ') }),
    ...(birth && { birth }),
  };
}
