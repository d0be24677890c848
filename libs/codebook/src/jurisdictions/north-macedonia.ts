import type { Jurisdiction } from '../model';

/** Statistical regions (NUTS 3): the level for which figures are published; administration works in municipalities. */
export const northMacedonia: Jurisdiction = {
  code: 'MK',
  iso3: 'MKD',
  timeZone: 'Europe/Skopje',
  catalogue: 'mk',
  languages: ['mk', 'sq'],
  currencies: [{ code: 'MKD' }],
  units: [
    {
      code: 'MK001',
      name: 'Вардарски',
      type: 'statistical_region',
      level: 1,
      names: { mk: 'Вардарски', en: 'Vardar' },
    },
    {
      code: 'MK002',
      name: 'Источен',
      type: 'statistical_region',
      level: 1,
      names: { mk: 'Источен', en: 'East' },
    },
    {
      code: 'MK003',
      name: 'Југозападен',
      type: 'statistical_region',
      level: 1,
      names: { mk: 'Југозападен', en: 'Southwest' },
    },
    {
      code: 'MK004',
      name: 'Југоисточен',
      type: 'statistical_region',
      level: 1,
      names: { mk: 'Југоисточен', en: 'Southeast' },
    },
    {
      code: 'MK005',
      name: 'Пелагониски',
      type: 'statistical_region',
      level: 1,
      names: { mk: 'Пелагониски', en: 'Pelagonia' },
    },
    {
      code: 'MK006',
      name: 'Полошки',
      type: 'statistical_region',
      level: 1,
      names: { mk: 'Полошки', en: 'Polog' },
    },
    {
      code: 'MK007',
      name: 'Североисточен',
      type: 'statistical_region',
      level: 1,
      names: { mk: 'Североисточен', en: 'Northeast' },
    },
    {
      code: 'MK008',
      name: 'Скопски',
      type: 'statistical_region',
      level: 1,
      names: { mk: 'Скопски', en: 'Skopje' },
    },
  ],
};
