import type { Jurisdiction } from '../model';

/** The euro replaced the kuna on 1 January 2023. */
export const croatia: Jurisdiction = {
  code: 'HR',
  iso3: 'HRV',
  timeZone: 'Europe/Zagreb',
  catalogue: 'bs',
  languages: ['hr'],
  currencies: [{ code: 'HRK' }, { code: 'EUR', from: '2023-01-01' }],
  units: [
    { code: 'HR-01', name: 'Zagrebačka županija', type: 'county', level: 1 },
    { code: 'HR-02', name: 'Krapinsko-zagorska županija', type: 'county', level: 1 },
    { code: 'HR-03', name: 'Sisačko-moslavačka županija', type: 'county', level: 1 },
    { code: 'HR-04', name: 'Karlovačka županija', type: 'county', level: 1 },
    { code: 'HR-05', name: 'Varaždinska županija', type: 'county', level: 1 },
    { code: 'HR-06', name: 'Koprivničko-križevačka županija', type: 'county', level: 1 },
    { code: 'HR-07', name: 'Bjelovarsko-bilogorska županija', type: 'county', level: 1 },
    { code: 'HR-08', name: 'Primorsko-goranska županija', type: 'county', level: 1 },
    { code: 'HR-09', name: 'Ličko-senjska županija', type: 'county', level: 1 },
    { code: 'HR-10', name: 'Virovitičko-podravska županija', type: 'county', level: 1 },
    { code: 'HR-11', name: 'Požeško-slavonska županija', type: 'county', level: 1 },
    { code: 'HR-12', name: 'Brodsko-posavska županija', type: 'county', level: 1 },
    { code: 'HR-13', name: 'Zadarska županija', type: 'county', level: 1 },
    { code: 'HR-14', name: 'Osječko-baranjska županija', type: 'county', level: 1 },
    { code: 'HR-15', name: 'Šibensko-kninska županija', type: 'county', level: 1 },
    { code: 'HR-16', name: 'Vukovarsko-srijemska županija', type: 'county', level: 1 },
    { code: 'HR-17', name: 'Splitsko-dalmatinska županija', type: 'county', level: 1 },
    { code: 'HR-18', name: 'Istarska županija', type: 'county', level: 1 },
    { code: 'HR-19', name: 'Dubrovačko-neretvanska županija', type: 'county', level: 1 },
    { code: 'HR-20', name: 'Međimurska županija', type: 'county', level: 1 },
    { code: 'HR-21', name: 'Grad Zagreb', type: 'city', level: 1 },
  ],
};
