import type { CodeList } from '../model';

const words = (text: string) => text.trim().split(/\s+/);

/** ISO 3166-1 alpha-2. */
const iso = words(`
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
  BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
  FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
  IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
  MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
  PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
  SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
  YT ZA ZM ZW
`);

/**
 * Countries of the variables `country` and `countries`. Beside ISO: `XK` Kosovo* (user-assigned), `STLS` stateless
 * (Eurostat's code; the two-letter `ST` is São Tomé and Príncipe), and two states of the region that existed while
 * records were kept. The names are not in the catalogues: they come from CLDR through `Intl.DisplayNames`.
 */
export const country: CodeList = {
  name: 'country',
  part: 'shared',
  codes: [
    ...iso.map(code => ({ code })),
    { code: 'XK' },
    { code: 'YU', validTo: '2003-02-04' },
    { code: 'CS', validFrom: '2003-02-04', validTo: '2006-06-05' },
    { code: 'STLS', mappings: { eurostat: 'STLS' } },
  ],
};

/** ISO 639-1, and ISO 639-3 for languages of the region and of people found in it that have no two-letter code. */
export const language: CodeList = {
  name: 'language',
  part: 'shared',
  codes: [
    ...words(`
  aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
  el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io
  is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn
  mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se
  sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt ty ug uk ur uz ve vi vo wa
  wo xh yi yo za zh zu
`),
    ...words('cnr rom gag rup prs ckb kmr fil sgn'),
  ].map(code => ({ code })),
};

/** Countries whose names need more than CLDR: a designation, and what is no country. */
export const namedInCatalogue: ReadonlySet<string> = new Set(['XK', 'STLS', 'YU', 'CS', 'cnr', 'sgn', 'rom']);

/** Member States of the European Union on a day; accession and departure change the groups of citizenship. */
const accessions: readonly (readonly [from: string, codes: string])[] = [
  ['1995-01-01', 'AT BE DE DK ES FI FR GB GR IE IT LU NL PT SE'],
  ['2004-05-01', 'CY CZ EE HU LT LV MT PL SI SK'],
  ['2007-01-01', 'BG RO'],
  ['2013-07-01', 'HR'],
];

export function isMemberState(code: string, at: string): boolean {
  if (code === 'GB' && at > '2020-01-31') return false;
  return accessions.some(([from, codes]) => from <= at && words(codes).includes(code));
}

const see10 = new Set(words('AL BA BG HR XK MD ME MK RO RS'));

export type CitizenshipGroup = 'national' | 'other_see10' | 'other_eu' | 'other';

/** Class of a set of citizenships as the reporting jurisdiction sees it: the nearest one counts. */
export function citizenshipGroup(
  held: readonly string[],
  own: string,
  at: string,
): CitizenshipGroup | undefined {
  if (held.length === 0) return undefined;
  if (held.includes(own)) return 'national';
  if (held.some(code => see10.has(code))) return 'other_see10';
  return held.some(code => isMemberState(code, at)) ? 'other_eu' : 'other';
}
