/**
 * Letters of the region in an alphabet of sounds: small letters stand for themselves, capitals for sounds that
 * the region's spellings write differently (see `readings` in fold.ts). Both scripts meet here, before digraphs
 * are read, because a Cyrillic `дж` becomes the same two letters a Latin typist writes.
 */
export const letters: Readonly<Record<string, string>> = {
  // Cyrillic: Macedonian, Serbian, Bulgarian, and Russian letters used in Moldova
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ѓ: 'D',
  д: 'd',
  ђ: 'D',
  е: 'e',
  ѐ: 'e',
  ё: 'Jo',
  є: 'Je',
  ж: 'zh',
  з: 'z',
  ѕ: 'S',
  и: 'i',
  ѝ: 'i',
  і: 'i',
  ї: 'i',
  й: 'J',
  ј: 'j',
  к: 'k',
  л: 'l',
  љ: 'L',
  м: 'm',
  н: 'n',
  њ: 'nj',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ћ: 'Q',
  ќ: 'Q',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'Q',
  ч: 'Q',
  џ: 'D',
  ш: 's',
  щ: 'st',
  ъ: 'U',
  ь: '`',
  ы: 'i',
  э: 'e',
  ю: 'Ju',
  я: 'Ja',
  // Latin letters whose mark tells more than the bare letter would
  đ: 'D',
  ð: 'D',
  ǵ: 'D',
  č: 'Q',
  ć: 'Q',
  ç: 'Q',
  ḱ: 'Q',
  ț: 'T',
  ţ: 'T',
  š: 's',
  ș: 's',
  ş: 's',
  ž: 'zh',
  ă: 'A',
  â: 'I',
  î: 'I',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  ß: 's',
  // bare letters that are read in more than one way
  c: 'C',
  q: 'Q',
  w: 'v',
  x: 'X',
  y: 'J',
};

type Rule = readonly [pattern: RegExp, sound: string];

/** Digraphs and glides, longest first. */
export const rules: readonly Rule[] = [
  [/`(?=[aeiouAIU])/g, 'J'], // ь before a vowel is a glide (Bulgarian ьо), elsewhere it is mute
  [/`/g, ''],
  [/C(?=.*iC$)|C$(?<=iC)|C(?=[ei])/g, 'Q'], // -ic is -ić without its mark, and such a name has no Romanian k
  [/dzh|dz|Xh|gj|gJ(?=[aeiou])/g, 'D'], // dž dz џ, Albanian xh and gj, Bulgarian гю
  [/dj/g, 'B'], // đ without its letter, or d and j
  [/sCh/g, 's'],
  [/tsh|ts|tz|Cz/g, 'Q'],
  [/Ch/g, 'C'], // č, or the hard Romanian ch
  [/kj|kJ(?=[aeiou])/g, 'Q'],
  [/sh/g, 's'],
  [/zh/g, 'z'],
  [/kh/g, 'h'],
  [/Ck/g, 'k'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/lj|lJ(?=[aeiou])/g, 'L'],
  [/\bX(?=[^aeiou])/g, 'h'], // Xristov
  [/\bX/g, 'S'], // Albanian x at the beginning: Xoxa
  [/i[jJ]+|[jJ]+i/g, 'i'], // Marija, Maria, Мария
  [/[jJ]/g, 'i'],
];
