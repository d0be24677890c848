import type { Jurisdiction } from '../model';

/** Two entities and the district; the ten cantons are the second level of the Federation. */
export const bosniaAndHerzegovina: Jurisdiction = {
  code: 'BA',
  iso3: 'BIH',
  timeZone: 'Europe/Sarajevo',
  catalogue: 'bs',
  languages: ['bs', 'hr', 'sr-Latn', 'sr-Cyrl'],
  currencies: [{ code: 'BAM' }],
  units: [
    { code: 'BA-BIH', name: 'Federacija Bosne i Hercegovine', type: 'entity', level: 1 },
    { code: 'BA-BRC', name: 'Brčko distrikt', type: 'district', level: 1 },
    { code: 'BA-SRP', name: 'Republika Srpska', type: 'entity', level: 1 },
    { code: 'BA-01', name: 'Unsko-sanski kanton', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-02', name: 'Posavski kanton', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-03', name: 'Tuzlanski kanton', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-04', name: 'Zeničko-dobojski kanton', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-05', name: 'Bosansko-podrinjski kanton', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-06', name: 'Srednjobosanski kanton', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-07', name: 'Hercegovačko-neretvanski kanton', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-08', name: 'Zapadnohercegovački kanton', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-09', name: 'Kanton Sarajevo', type: 'canton', level: 2, parent: 'BA-BIH' },
    { code: 'BA-10', name: 'Kanton br. 10 (Livanjski kanton)', type: 'canton', level: 2, parent: 'BA-BIH' },
  ],
};
