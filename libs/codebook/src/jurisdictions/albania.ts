import type { Jurisdiction } from '../model';

export const albania: Jurisdiction = {
  code: 'AL',
  iso3: 'ALB',
  timeZone: 'Europe/Tirane',
  catalogue: 'sq',
  languages: ['sq'],
  currencies: [{ code: 'ALL' }],
  units: [
    { code: 'AL-01', name: 'Berat', type: 'county', level: 1 },
    { code: 'AL-02', name: 'Durrës', type: 'county', level: 1 },
    { code: 'AL-03', name: 'Elbasan', type: 'county', level: 1 },
    { code: 'AL-04', name: 'Fier', type: 'county', level: 1 },
    { code: 'AL-05', name: 'Gjirokastër', type: 'county', level: 1 },
    { code: 'AL-06', name: 'Korçë', type: 'county', level: 1 },
    { code: 'AL-07', name: 'Kukës', type: 'county', level: 1 },
    { code: 'AL-08', name: 'Lezhë', type: 'county', level: 1 },
    { code: 'AL-09', name: 'Dibër', type: 'county', level: 1 },
    { code: 'AL-10', name: 'Shkodër', type: 'county', level: 1 },
    { code: 'AL-11', name: 'Tiranë', type: 'county', level: 1 },
    { code: 'AL-12', name: 'Vlorë', type: 'county', level: 1 },
  ],
};
