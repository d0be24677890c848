import type { Jurisdiction } from '../model';

/**
 * Designation without prejudice to positions on status, in line with UNSCR 1244. ISO 3166 knows no code: `XK` and `XKX`
 * are the user-assigned ones in general use, the codes of the districts are the hub's own.
 */
export const kosovo: Jurisdiction = {
  code: 'XK',
  iso3: 'XKX',
  timeZone: 'Europe/Belgrade',
  catalogue: 'sq',
  languages: ['sq', 'sr-Latn', 'sr-Cyrl'],
  currencies: [{ code: 'EUR' }],
  units: [
    {
      code: 'XK-FE',
      name: 'Ferizaj',
      type: 'district',
      level: 1,
      names: { 'sr-Latn': 'Uroševac', 'sr-Cyrl': 'Урошевац' },
    },
    {
      code: 'XK-GI',
      name: 'Gjilan',
      type: 'district',
      level: 1,
      names: { 'sr-Latn': 'Gnjilane', 'sr-Cyrl': 'Гњилане' },
    },
    {
      code: 'XK-GJ',
      name: 'Gjakovë',
      type: 'district',
      level: 1,
      names: { 'sr-Latn': 'Đakovica', 'sr-Cyrl': 'Ђаковица' },
    },
    {
      code: 'XK-MI',
      name: 'Mitrovicë',
      type: 'district',
      level: 1,
      names: { 'sr-Latn': 'Mitrovica', 'sr-Cyrl': 'Митровица' },
    },
    {
      code: 'XK-PE',
      name: 'Pejë',
      type: 'district',
      level: 1,
      names: { 'sr-Latn': 'Peć', 'sr-Cyrl': 'Пећ' },
    },
    {
      code: 'XK-PR',
      name: 'Prishtinë',
      type: 'district',
      level: 1,
      names: { 'sr-Latn': 'Priština', 'sr-Cyrl': 'Приштина' },
    },
    { code: 'XK-PZ', name: 'Prizren', type: 'district', level: 1, names: { 'sr-Cyrl': 'Призрен' } },
  ],
};
