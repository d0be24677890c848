import type { Code, CodeList } from '../model';

/**
 * Provisions prosecutors work with, one code per provision and period. Article numbers are those normally cited in
 * 2024 and 2025; `review` marks what a lawyer of the jurisdiction has yet to confirm, `origin` the criminal code
 * where a jurisdiction has several. `thb` = trafficking in human beings itself; `child` = whom it protects.
 */
type Offence =
  'thb' | 'use' | 'slavery' | 'labour' | 'prostitution' | 'begging' | 'organs' | 'smuggling' | 'lesser';
type Victim = 'adult' | 'child' | 'either';

const iccs: Readonly<Record<Offence, string>> = {
  thb: '0204',
  use: '0204',
  slavery: '02031',
  labour: '02032',
  prostitution: '0302',
  begging: '0203',
  organs: '0204',
  smuggling: '0805',
  lesser: '',
};

interface Period {
  readonly from?: string;
  readonly to?: string;
  readonly review?: boolean;
}

function basis(code: string, article: string, offence: Offence, victim: Victim, period: Period = {}): Code {
  const jurisdiction = code.slice(0, 2);
  return {
    code,
    ...(period.from === undefined ? {} : { validFrom: period.from }),
    ...(period.to === undefined ? {} : { validTo: period.to }),
    ...(iccs[offence] ? { mappings: { iccs: iccs[offence] } } : {}),
    attributes: {
      jurisdiction,
      article,
      thb: offence === 'thb',
      child: victim,
      use_of_services: offence === 'use',
      iccs: iccs[offence],
      ...(jurisdiction === 'BA' ? { origin: code.slice(0, code.indexOf('-')) } : {}),
      ...(period.review ? { review: true } : {}),
    },
  };
}

/** Trafficking in a source that does not name the article: published aggregates, old registers. */
const articleNotStated = (jurisdiction: string) => basis(`${jurisdiction}-thb`, '', 'thb', 'either');

/** Any other offence a proceeding can be requalified to or charged as; says only that it is none of the above. */
const otherOffence = (jurisdiction: string) => basis(`${jurisdiction}-other`, '', 'lesser', 'either');

const albania = [
  basis('AL-110a', '110/a', 'thb', 'adult', { from: '2001-02-08', review: true }),
  basis('AL-128b', '128/b', 'thb', 'child', { from: '2001-02-08', review: true }),
  basis('AL-114b', '114/b', 'thb', 'adult', { from: '2001-02-08', to: '2013-06-05', review: true }),
  basis('AL-110b', '110/b', 'use', 'either', { from: '2013-06-06', review: true }),
  basis('AL-110c', '110/c', 'lesser', 'either', { from: '2013-06-06', review: true }),
  basis('AL-114', '114', 'prostitution', 'either'),
  basis('AL-124b', '124/b', 'begging', 'child'),
  basis('AL-298', '298', 'smuggling', 'either'),
  articleNotStated('AL'),
  otherOffence('AL'),
];

const bosniaAndHerzegovina = [
  basis('BA-186', '186', 'thb', 'adult', { from: '2003-03-01' }),
  basis('BA-186.2', '186(2)', 'thb', 'child', { from: '2003-03-01' }),
  basis('BA-186a', '186a', 'thb', 'either', { from: '2015-05-27', review: true }),
  basis('BA-185', '185', 'slavery', 'either', { from: '2003-03-01' }),
  basis('BA-187', '187', 'prostitution', 'either', { from: '2003-03-01' }),
  basis('BA-189', '189', 'smuggling', 'either', { from: '2003-03-01' }),
  basis('BA_F-210a', '210a', 'thb', 'adult', { from: '2016-07-01', review: true }),
  basis('BA_F-210a.2', '210a(2)', 'thb', 'child', { from: '2016-07-01', review: true }),
  basis('BA_F-210b', '210b', 'thb', 'either', { from: '2016-07-01', review: true }),
  basis('BA_F-210', '210', 'prostitution', 'either'),
  basis('BA_R-145', '145', 'thb', 'adult', { from: '2017-07-18', review: true }),
  basis('BA_R-146', '146', 'thb', 'child', { from: '2017-07-18', review: true }),
  basis('BA_R-147', '147', 'thb', 'either', { from: '2017-07-18', review: true }),
  basis('BA_B-207a', '207a', 'thb', 'adult', { from: '2013-01-01', review: true }),
  basis('BA_B-207a.2', '207a(2)', 'thb', 'child', { from: '2013-01-01', review: true }),
  basis('BA_B-207b', '207b', 'thb', 'either', { from: '2013-01-01', review: true }),
  basis('BA_B-207', '207', 'prostitution', 'either'),
  articleNotStated('BA'),
  otherOffence('BA'),
];

const bulgaria = [
  basis('BG-159a', '159a', 'thb', 'adult', { from: '2002-10-01' }),
  basis('BG-159a.2', '159a(2)', 'thb', 'child', { from: '2002-10-01' }),
  basis('BG-159b', '159b', 'thb', 'either', { from: '2002-10-01' }),
  basis('BG-159c', '159c', 'use', 'either', { from: '2009-04-10', review: true }),
  basis('BG-159d', '159d', 'thb', 'either', { from: '2002-10-01' }),
  basis('BG-155', '155', 'prostitution', 'either'),
  basis('BG-280', '280', 'smuggling', 'either'),
  articleNotStated('BG'),
  otherOffence('BG'),
];

const croatia = [
  basis('HR-106', '106', 'thb', 'adult', { from: '2013-01-01' }),
  basis('HR-106.2', '106(2)', 'thb', 'child', { from: '2013-01-01' }),
  basis('HR-106.5', '106(5)', 'use', 'either', { from: '2013-01-01' }),
  basis('HR-105', '105', 'slavery', 'either', { from: '2013-01-01' }),
  basis('HR-107', '107', 'organs', 'either', { from: '2013-01-01' }),
  basis('HR-157', '157', 'prostitution', 'adult', { from: '2013-01-01' }),
  basis('HR-162', '162', 'prostitution', 'child', { from: '2013-01-01' }),
  basis('HR-326', '326', 'smuggling', 'either', { from: '2013-01-01' }),
  basis('HR_1997-175', '175 (1997)', 'thb', 'either', { to: '2012-12-31' }),
  articleNotStated('HR'),
  otherOffence('HR'),
];

const kosovo = [
  basis('XK-165', '165', 'thb', 'adult', { from: '2019-04-14' }),
  basis('XK-165.child', '165', 'thb', 'child', { from: '2019-04-14' }),
  basis('XK-163', '163', 'slavery', 'either', { from: '2019-04-14' }),
  basis('XK-164', '164', 'smuggling', 'either', { from: '2019-04-14' }),
  basis('XK-166', '166', 'lesser', 'either', { from: '2019-04-14' }),
  basis('XK-228', '228', 'use', 'either', { from: '2019-04-14', review: true }),
  basis('XK_2013-171', '171 (2013)', 'thb', 'either', { from: '2013-01-01', to: '2019-04-13' }),
  basis('XK_2003-139', '139 (2003)', 'thb', 'either', { from: '2004-04-06', to: '2012-12-31' }),
  articleNotStated('XK'),
  otherOffence('XK'),
];

const moldova = [
  basis('MD-165', '165', 'thb', 'adult', { from: '2003-06-12' }),
  basis('MD-206', '206', 'thb', 'child', { from: '2003-06-12' }),
  basis('MD-165.1', '165¹', 'use', 'either', { from: '2014-01-01', review: true }),
  basis('MD-168', '168', 'labour', 'either', { from: '2003-06-12' }),
  basis('MD-207', '207', 'lesser', 'child', { from: '2003-06-12' }),
  basis('MD-220', '220', 'prostitution', 'either', { from: '2003-06-12' }),
  basis('MD-362.1', '362¹', 'smuggling', 'either', { review: true }),
  articleNotStated('MD'),
  otherOffence('MD'),
];

const montenegro = [
  basis('ME-444', '444', 'thb', 'adult', { from: '2004-04-02' }),
  basis('ME-444.child', '444', 'thb', 'child', { from: '2004-04-02' }),
  basis('ME-445', '445', 'thb', 'child', { from: '2004-04-02' }),
  basis('ME-444.use', '444', 'use', 'either', { review: true }),
  basis('ME-446', '446', 'slavery', 'either', { from: '2004-04-02' }),
  basis('ME-210', '210', 'prostitution', 'either', { from: '2004-04-02' }),
  basis('ME-216', '216', 'lesser', 'child', { from: '2004-04-02' }),
  basis('ME-405', '405', 'smuggling', 'either', { review: true }),
  articleNotStated('ME'),
  otherOffence('ME'),
];

const northMacedonia = [
  basis('MK-418a', '418-a', 'thb', 'adult', { from: '2002-02-05', review: true }),
  basis('MK-418d', '418-d', 'thb', 'child', { from: '2008-01-23', review: true }),
  basis('MK-418a.use', '418-a', 'use', 'either', { review: true }),
  basis('MK-418', '418', 'slavery', 'either'),
  basis('MK-418b', '418-b', 'smuggling', 'either', { from: '2004-04-01', review: true }),
  basis('MK-418c', '418-c', 'lesser', 'either', { from: '2004-04-01', review: true }),
  basis('MK-191', '191', 'prostitution', 'either'),
  articleNotStated('MK'),
  otherOffence('MK'),
];

const romania = [
  basis('RO-210', '210', 'thb', 'adult', { from: '2014-02-01' }),
  basis('RO-211', '211', 'thb', 'child', { from: '2014-02-01' }),
  basis('RO-216', '216', 'use', 'either', { from: '2014-02-01' }),
  basis('RO-209', '209', 'slavery', 'either', { from: '2014-02-01' }),
  basis('RO-212', '212', 'labour', 'either', { from: '2014-02-01' }),
  basis('RO-213', '213', 'prostitution', 'either', { from: '2014-02-01' }),
  basis('RO-214', '214', 'begging', 'either', { from: '2014-02-01' }),
  basis('RO-263', '263', 'smuggling', 'either', { from: '2014-02-01' }),
  basis('RO_L678-12', '12 (Law 678/2001)', 'thb', 'adult', {
    from: '2001-12-14',
    to: '2014-01-31',
    review: true,
  }),
  basis('RO_L678-13', '13 (Law 678/2001)', 'thb', 'child', {
    from: '2001-12-14',
    to: '2014-01-31',
    review: true,
  }),
  articleNotStated('RO'),
  otherOffence('RO'),
];

const serbia = [
  basis('RS-388', '388', 'thb', 'adult', { from: '2006-01-01' }),
  basis('RS-388.3', '388(3)', 'thb', 'child', { from: '2006-01-01' }),
  basis('RS-389', '389', 'thb', 'child', { from: '2006-01-01' }),
  basis('RS-388.use', '388', 'use', 'either', { from: '2009-09-11', review: true }),
  basis('RS-390', '390', 'slavery', 'either', { from: '2006-01-01' }),
  basis('RS-184', '184', 'prostitution', 'either', { from: '2006-01-01' }),
  basis('RS-350', '350', 'smuggling', 'either', { from: '2006-01-01' }),
  articleNotStated('RS'),
  otherOffence('RS'),
];

export const legalBasis: CodeList = {
  name: 'legal_basis',
  part: 'judicial',
  labels: 'legal',
  codes: [
    ...albania,
    ...bosniaAndHerzegovina,
    ...bulgaria,
    ...croatia,
    ...kosovo,
    ...moldova,
    ...montenegro,
    ...northMacedonia,
    ...romania,
    ...serbia,
  ],
};

const attributesOf = (code: string) => legalBasis.codes.find(entry => entry.code === code)?.attributes;

export const isTrafficking = (code: string): boolean => attributesOf(code)?.['thb'] === true;
export const isUseOfServices = (code: string): boolean => attributesOf(code)?.['use_of_services'] === true;
export const protectsChildren = (code: string): boolean => attributesOf(code)?.['child'] === 'child';
