import type { Institution, InstitutionRole, JurisdictionCode } from '../model';
import { institutionsOf, type Body } from '../shared/institutions';

/**
 * Who registers, refers, identifies and assists. Names in the official language; local offices follow the first-level
 * units, which holders adjust in the register of organisations where the map of their offices differs.
 */
const finds: readonly InstitutionRole[] = ['registers', 'refers'];
const identifies: readonly InstitutionRole[] = ['registers', 'refers', 'identifies'];
const assists: readonly InstitutionRole[] = ['registers', 'refers', 'assists'];

const albania: readonly Body[] = [
  {
    id: 'responsible-authority',
    name: 'Autoriteti Përgjegjës, Ministria e Brendshme',
    type: 'police',
    roles: identifies,
  },
  {
    id: 'police-general',
    name: 'Drejtoria e Përgjithshme e Policisë së Shtetit',
    type: 'police',
    roles: identifies,
  },
  {
    id: 'police',
    name: 'Drejtoria Vendore e Policisë {unit}',
    type: 'police',
    roles: identifies,
    everywhere: true,
    parent: 'police-general',
  },
  { id: 'border', name: 'Drejtoria për Kufirin dhe Migracionin', type: 'border_police', roles: finds },
  { id: 'social-state', name: 'Shërbimi Social Shtetëror', type: 'social_services', roles: identifies },
  {
    id: 'social',
    name: 'Drejtoria Rajonale e Shërbimit Social Shtetëror {unit}',
    type: 'social_services',
    roles: identifies,
    everywhere: true,
    parent: 'social-state',
  },
  {
    id: 'labour',
    name: 'Inspektorati Shtetëror i Punës dhe Shërbimeve Shoqërore',
    type: 'labour_inspectorate',
    roles: finds,
  },
  {
    id: 'reception-centre',
    name: 'Qendra Kombëtare e Pritjes së Viktimave të Trafikimit',
    type: 'social_services',
    roles: assists,
    unit: 'AL-11',
  },
  {
    id: 'different-and-equal',
    name: 'Të Ndryshëm dhe të Barabartë',
    type: 'ngo',
    roles: assists,
    unit: 'AL-11',
  },
  { id: 'tjeter-vizion', name: 'Tjetër Vizion', type: 'ngo', roles: assists, unit: 'AL-03' },
  { id: 'vatra', name: 'Qendra Psiko-Sociale Vatra', type: 'ngo', roles: assists, unit: 'AL-12' },
  { id: 'arsis', name: 'ARSIS', type: 'ngo', roles: assists, unit: 'AL-11' },
  { id: 'hotline', name: 'Linja telefonike kombëtare 116 006', type: 'hotline', roles: finds },
];

const bosniaAndHerzegovina: readonly Body[] = [
  {
    id: 'coordinator',
    name: 'Odsjek za borbu protiv trgovine ljudima, Ministarstvo sigurnosti BiH',
    type: 'police',
    roles: identifies,
  },
  { id: 'sipa', name: 'Državna agencija za istrage i zaštitu (SIPA)', type: 'police', roles: identifies },
  { id: 'border', name: 'Granična policija BiH', type: 'border_police', roles: identifies },
  { id: 'foreigners', name: 'Služba za poslove sa strancima', type: 'immigration_asylum', roles: identifies },
  { id: 'police', name: 'Policija – {unit}', type: 'police', roles: identifies, everywhere: true },
  {
    id: 'social',
    name: 'Centar za socijalni rad – {unit}',
    type: 'social_services',
    roles: assists,
    everywhere: true,
  },
  {
    id: 'ifs-emmaus',
    name: 'Međunarodni forum solidarnosti – EMMAUS',
    type: 'ngo',
    roles: assists,
    unit: 'BA-03',
  },
  { id: 'medica', name: 'Medica Zenica', type: 'ngo', roles: assists, unit: 'BA-04' },
  { id: 'nova-generacija', name: 'Nova generacija Banja Luka', type: 'ngo', roles: assists, unit: 'BA-SRP' },
];

const bulgaria: readonly Body[] = [
  {
    id: 'commission',
    name: 'Национална комисия за борба с трафика на хора',
    type: 'other',
    roles: identifies,
  },
  {
    id: 'gdbop',
    name: 'Главна дирекция „Борба с организираната престъпност“',
    type: 'police',
    roles: identifies,
  },
  { id: 'border', name: 'Главна дирекция „Гранична полиция“', type: 'border_police', roles: finds },
  {
    id: 'police',
    name: 'Областна дирекция на МВР – {unit}',
    type: 'police',
    roles: identifies,
    everywhere: true,
    script: 'bg',
  },
  { id: 'child', name: 'Държавна агенция за закрила на детето', type: 'child_protection', roles: finds },
  {
    id: 'social',
    name: 'Регионална дирекция за социално подпомагане – {unit}',
    type: 'social_services',
    roles: assists,
    everywhere: true,
    script: 'bg',
  },
  {
    id: 'labour',
    name: 'Изпълнителна агенция „Главна инспекция по труда“',
    type: 'labour_inspectorate',
    roles: finds,
  },
  { id: 'animus', name: 'Фондация „Асоциация Анимус“', type: 'ngo', roles: assists, unit: 'BG-22' },
  { id: 'a21', name: 'Кампания А21 България', type: 'ngo', roles: assists, unit: 'BG-22' },
];

const croatia: readonly Body[] = [
  {
    id: 'police-directorate',
    name: 'Ravnateljstvo policije, Ministarstvo unutarnjih poslova',
    type: 'police',
    roles: identifies,
  },
  {
    id: 'police',
    name: 'Policijska uprava – {unit}',
    type: 'police',
    roles: identifies,
    everywhere: true,
    parent: 'police-directorate',
  },
  { id: 'border', name: 'Uprava za granicu', type: 'border_police', roles: finds },
  {
    id: 'social',
    name: 'Hrvatski zavod za socijalni rad – {unit}',
    type: 'social_services',
    roles: assists,
    everywhere: true,
  },
  { id: 'red-cross', name: 'Hrvatski Crveni križ', type: 'ngo', roles: assists },
  { id: 'labour', name: 'Državni inspektorat', type: 'labour_inspectorate', roles: finds },
  { id: 'petra', name: 'PETRA mreža', type: 'ngo', roles: assists },
  { id: 'hotline', name: 'SOS telefon 0800 77 99', type: 'hotline', roles: finds },
];

const kosovo: readonly Body[] = [
  {
    id: 'thb-directorate',
    name: 'Drejtoria për Hetimin e Trafikimit me Qenie Njerëzore, Policia e Kosovës',
    type: 'police',
    roles: identifies,
  },
  {
    id: 'police',
    name: 'Drejtoria Rajonale e Policisë {unit}',
    type: 'police',
    roles: identifies,
    everywhere: true,
  },
  { id: 'border', name: 'Policia Kufitare', type: 'border_police', roles: finds },
  {
    id: 'migration',
    name: 'Departamenti për Shtetësi, Azil dhe Migracion',
    type: 'immigration_asylum',
    roles: finds,
  },
  {
    id: 'social',
    name: 'Qendra për Punë Sociale {unit}',
    type: 'social_services',
    roles: assists,
    everywhere: true,
  },
  { id: 'labour', name: 'Inspektorati i Punës', type: 'labour_inspectorate', roles: finds },
  {
    id: 'shelter',
    name: 'Strehimorja e Përkohshme e Sigurt',
    type: 'social_services',
    roles: assists,
    unit: 'XK-PR',
  },
  {
    id: 'hope-and-homes',
    name: 'Shpresa dhe Shtëpitë për Fëmijët',
    type: 'ngo',
    roles: assists,
    unit: 'XK-PR',
  },
  {
    id: 'pvpt',
    name: 'Qendra për Mbrojtjen e Viktimave dhe Parandalimin e Trafikimit (PVPT)',
    type: 'ngo',
    roles: assists,
    unit: 'XK-PR',
  },
];

const moldova: readonly Body[] = [
  { id: 'cctp', name: 'Centrul pentru combaterea traficului de persoane', type: 'police', roles: identifies },
  {
    id: 'police',
    name: 'Inspectoratul de poliție {unit}',
    type: 'police',
    roles: identifies,
    everywhere: true,
  },
  { id: 'border', name: 'Poliția de Frontieră', type: 'border_police', roles: finds },
  {
    id: 'team',
    name: 'Echipa teritorială multidisciplinară {unit}',
    type: 'local_government',
    roles: assists,
    everywhere: true,
  },
  { id: 'labour', name: 'Inspectoratul de Stat al Muncii', type: 'labour_inspectorate', roles: finds },
  {
    id: 'chisinau-centre',
    name: 'Centrul de asistență și protecție, Chișinău',
    type: 'social_services',
    roles: assists,
    unit: 'MD-CU',
  },
  { id: 'la-strada', name: 'Centrul Internațional „La Strada”', type: 'ngo', roles: assists, unit: 'MD-CU' },
  {
    id: 'iom',
    name: 'Organizația Internațională pentru Migrație, misiunea în Moldova',
    type: 'international_org',
    roles: assists,
  },
];

const montenegro: readonly Body[] = [
  {
    id: 'department',
    name: 'Odjeljenje za borbu protiv trgovine ljudima, Ministarstvo unutrašnjih poslova',
    type: 'police',
    roles: identifies,
  },
  {
    id: 'identification-team',
    name: 'Tim za formalnu identifikaciju žrtava trgovine ljudima',
    type: 'other',
    roles: identifies,
  },
  {
    id: 'police',
    name: 'Odjeljenje bezbjednosti {unit}',
    type: 'police',
    roles: identifies,
    everywhere: true,
  },
  { id: 'border', name: 'Sektor granične policije', type: 'border_police', roles: finds },
  {
    id: 'social',
    name: 'Centar za socijalni rad {unit}',
    type: 'social_services',
    roles: assists,
    everywhere: true,
  },
  { id: 'labour', name: 'Inspekcija rada', type: 'labour_inspectorate', roles: finds },
  {
    id: 'institute',
    name: 'NVO Institut za socijalnu i obrazovnu politiku',
    type: 'ngo',
    roles: assists,
    unit: 'ME-16',
  },
  { id: 'zenska-kuca', name: 'Sigurna ženska kuća', type: 'ngo', roles: assists, unit: 'ME-16' },
  { id: 'hotline', name: 'SOS telefon 116 666', type: 'hotline', roles: finds },
];

const northMacedonia: readonly Body[] = [
  {
    id: 'task-force',
    name: 'Национална единица за борба против криумчарење мигранти и трговија со луѓе',
    type: 'police',
    roles: identifies,
  },
  {
    id: 'nrm',
    name: 'Канцеларија на Националниот механизам за упатување',
    type: 'social_services',
    roles: identifies,
  },
  {
    id: 'police',
    name: 'Сектор за внатрешни работи – {unit} регион',
    type: 'police',
    roles: identifies,
    everywhere: true,
  },
  { id: 'border', name: 'Сектор за гранични работи', type: 'border_police', roles: finds },
  {
    id: 'social',
    name: 'Центар за социјална работа – {unit} регион',
    type: 'social_services',
    roles: assists,
    everywhere: true,
  },
  { id: 'labour', name: 'Државен инспекторат за труд', type: 'labour_inspectorate', roles: finds },
  { id: 'open-gate', name: 'Отворена порта – Ла Страда', type: 'ngo', roles: assists, unit: 'MK008' },
  { id: 'temis', name: 'За среќно детство', type: 'ngo', roles: assists, unit: 'MK008' },
];

const romania: readonly Body[] = [
  {
    id: 'anitp',
    name: 'Agenția Națională împotriva Traficului de Persoane',
    type: 'other',
    roles: identifies,
  },
  {
    id: 'anitp-centre',
    name: 'Centrul regional ANITP {unit}',
    type: 'other',
    roles: identifies,
    everywhere: true,
    parent: 'anitp',
  },
  {
    id: 'dcco',
    name: 'Direcția de Combatere a Criminalității Organizate',
    type: 'police',
    roles: identifies,
  },
  {
    id: 'police',
    name: 'Inspectoratul de Poliție Județean {unit}',
    type: 'police',
    roles: identifies,
    everywhere: true,
  },
  { id: 'border', name: 'Poliția de Frontieră Română', type: 'border_police', roles: finds },
  {
    id: 'child',
    name: 'Direcția generală de asistență socială și protecția copilului {unit}',
    type: 'child_protection',
    roles: assists,
    everywhere: true,
  },
  { id: 'labour', name: 'Inspecția Muncii', type: 'labour_inspectorate', roles: finds },
  { id: 'adpare', name: 'ADPARE', type: 'ngo', roles: assists, unit: 'RO-B' },
  { id: 'ecler', name: 'Platforma ProTECT', type: 'ngo', roles: assists },
  { id: 'hotline', name: 'Linia telefonică 0800 800 678', type: 'hotline', roles: finds },
];

const serbia: readonly Body[] = [
  {
    id: 'centre',
    name: 'Centar za zaštitu žrtava trgovine ljudima',
    type: 'social_services',
    roles: ['registers', 'refers', 'identifies', 'assists'],
  },
  {
    id: 'coordinator',
    name: 'Kancelarija za koordinaciju borbe protiv trgovine ljudima, Ministarstvo unutrašnjih poslova',
    type: 'police',
    roles: finds,
  },
  { id: 'police', name: 'Policijska uprava – {unit}', type: 'police', roles: finds, everywhere: true },
  { id: 'border', name: 'Uprava granične policije', type: 'border_police', roles: finds },
  { id: 'refugees', name: 'Komesarijat za izbeglice i migracije', type: 'immigration_asylum', roles: finds },
  {
    id: 'social',
    name: 'Centar za socijalni rad – {unit}',
    type: 'social_services',
    roles: ['registers', 'refers', 'assists'],
    everywhere: true,
  },
  { id: 'labour', name: 'Inspektorat za rad', type: 'labour_inspectorate', roles: finds },
  {
    id: 'astra',
    name: 'ASTRA – Akcija protiv trgovine ljudima',
    type: 'ngo',
    roles: ['registers', 'refers', 'assists'],
    unit: 'RS-00',
  },
  {
    id: 'atina',
    name: 'Udruženje građana Atina',
    type: 'ngo',
    roles: ['registers', 'refers', 'assists'],
    unit: 'RS-00',
  },
];

export const victimInstitutions: Readonly<Record<JurisdictionCode, readonly Institution[]>> = {
  AL: institutionsOf('AL', albania),
  BA: institutionsOf('BA', bosniaAndHerzegovina),
  BG: institutionsOf('BG', bulgaria),
  HR: institutionsOf('HR', croatia),
  XK: institutionsOf('XK', kosovo),
  MD: institutionsOf('MD', moldova),
  ME: institutionsOf('ME', montenegro),
  MK: institutionsOf('MK', northMacedonia),
  RO: institutionsOf('RO', romania),
  RS: institutionsOf('RS', serbia),
};
