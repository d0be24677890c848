/**
 * A made-up population of the region and the ways one person is entered twice. Its transliterations are written
 * out here on their own, so that they do not share a mistake with the fold they test.
 */

/** Same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Entry {
  readonly given: string;
  readonly family: string;
  readonly birth: string;
}

type Origin = 'sq' | 'bcms' | 'mk' | 'bg' | 'ro';

const given: Record<Origin, string> = {
  sq: 'Arben Agim Besnik Besa Blerta Drita Elira Fatmir Flutra Gjergj Gjon Ilir Liridona Luan Mimoza Qendrim Shpresa Shpend Teuta Valbona Vjosa Xhemal Xhevahire Zamira Zef Ermira Erion Albana Ardita Lule Hatixhe Qamil Nexhmije Çiljeta Dhurata Rrezarta',
  bcms: 'Ana Amela Aleksandar Azra Bojana Damir Dejan Dragana Dražen Đorđe Džemila Emina Goran Hrvoje Ivana Jasmina Jelena Jovan Katarina Lejla Ljiljana Marko Marija Milica Miloš Mirjana Nenad Nikola Petar Saša Senad Snežana Stefan Tanja Vesna Višnja Željko Živko Zoran Čedomir Ognjen Njegoš',
  mk: 'Aleksandar Biljana Blagoja Dimitar Elena Gjorgji Gordana Hristina Igor Ilija Katerina Kiril Kjiro Ljubica Marija Metodija Nikola Petre Snežana Stojan Tatjana Trajče Vasil Vesna Violeta Zlatko Zvezdan Jovana Liljana Suzana',
  bg: 'Asen Boyko Boryana Dimitar Desislava Elena Georgi Hristo Ivan Ivaylo Kalin Krasimir Lyudmila Lyubomir Maria Mihail Nadezhda Nikolay Ognyan Petya Plamen Radka Rayna Rumen Stoyan Svetlana Tsvetan Tsvetelina Valentina Vasil Yana Yordan Yulia Zhivko Zornitsa',
  ro: 'Adrian Alexandru Ana Andrei Andreea Bogdan Cătălin Cristian Cristina Daniela Dumitru Elena Florin Gheorghe Gabriela Ioana Ion Ionuț Iulia Laura Loredana Mădălina Maria Mihai Mihaela Mircea Nicoleta Radu Răzvan Roxana Ștefan Ștefania Vasile Violeta Țvetana',
};
const family: Record<Origin, string> = {
  sq: 'Hoxha Berisha Krasniqi Gashi Shala Rexhepi Bajrami Thaçi Kelmendi Morina Dervishi Gjoka Gjini Lleshi Marku Prifti Shehu Xhaferi Xhaka Zeqiri Qosja Çela Çuni Hyseni Islami Jashari Kola Leka Meta Musliu Ndoja Osmani Peci Rama Sinani Tahiri Vata Zogaj Dhima Bushati Hasani Haliti Mehmeti Ramadani Selimi Ukaj',
  bcms: 'Petrović Jovanović Marković Nikolić Đorđević Ilić Pavlović Stanković Hadžić Hodžić Kovačević Babić Marić Novak Horvat Knežević Vuković Perić Đukić Čolak Ćosić Šarić Žižić Delić Begić Mujić Halilović Omerović Tomić Božić Lukić Savić Živković Popović Radić Milošević Jurić Matić Blažević Vidović Grgić Kolarić Lovrić Zukić Imamović Bešić Njegovan Ljubić',
  mk: 'Stojanovski Petrovski Nikolovski Trajkovski Gjorgjievski Ristevski Kostovski Angelovski Dimitrievski Popovski Jovanovski Mitrevski Todorovski Bogdanovski Kjosev Čakarov Džambazovski Filipovski Georgievski Iliev Janevski Kuzmanovski Lazarevski Markovski Naumovski Spasovski Velkovski Zafirovski',
  bg: 'Ivanov Georgiev Dimitrov Petrov Nikolov Hristov Stoyanov Todorov Iliev Vasilev Atanasov Petkov Angelov Kolev Yordanov Marinov Mihaylov Popov Aleksandrov Stefanov Zhelev Tsonev Tsankov Shishkov Yankov Krastev Kostov Rusev Borisov Simeonov Hadzhiev Chakarov Stanchev Tsvetkov Zahariev',
  ro: 'Popescu Ionescu Popa Pop Radu Dumitru Stan Stoica Gheorghe Matei Rusu Mihai Munteanu Ciobanu Constantin Moldovan Țurcanu Moraru Ursu Cojocaru Crețu Brătianu Câmpeanu Bărbulescu Ceban Lupu Sandu Tudor Vasilescu Șerban Ștefănescu Nistor Cristea Diaconu Enache Florea Grigore Lazăr Manole Neagu',
};
const weights: readonly [Origin, number][] = [
  ['sq', 0.25],
  ['bcms', 0.3],
  ['mk', 0.12],
  ['bg', 0.16],
  ['ro', 0.17],
];

const words = (text: string) => text.split(' ');
const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)];
/** Few names are frequent, most are rare: rank by the square of an even draw. */
const skewed = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() ** 2 * from.length)];
const two = (value: number) => String(value).padStart(2, '0');

function originOf(random: () => number): Origin {
  let draw = random();
  for (const [origin, weight] of weights) if ((draw -= weight) < 0) return origin;
  return 'ro';
}

/** Women carry the form of the surname their language gives them. */
const surnameOf = (name: string, woman: boolean) =>
  woman ? name.replace(/(ov|ev)$/, '$1a').replace(/ski$/, 'ska') : name;

/** Rarer surnames are made of common ones, as they are in life. */
function rareFamily(origin: Origin, random: () => number): string {
  const root = pick(words(given[origin]), random).replace(/[aeiouăâ]+$/, '');
  const endings = { sq: 'aj', bcms: 'ović', mk: 'evski', bg: 'ov', ro: 'escu' };
  const middle = pick(['', 'el', 'in', 'ar', 'ot', 'un', 'at', 'is', 'ul', 'em', 'or', 'ad'], random);
  return root + middle + pick(['', 'k', 'm', 't', 'l', 'r'], random) + endings[origin];
}

export interface Person extends Entry {
  readonly origin: Origin;
}

/** Persons of all ages, most of them young, as those in such databases are. */
export function population(size: number, seed: number): Person[] {
  const random = seeded(seed);
  return Array.from({ length: size }, () => {
    const origin = originOf(random);
    const name = skewed(words(given[origin]), random);
    const surname = random() < 0.5 ? skewed(words(family[origin]), random) : rareFamily(origin, random);
    const year = 2020 - Math.floor(10 + random() ** 1.5 * 55);
    const birth = `${year}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
    return { origin, given: name, family: surnameOf(surname, /a$/.test(name)), birth };
  });
}

/** Serbian and Macedonian Cyrillic, letter by letter. */
const serbian: readonly [string, string][] = [
  ['lj', 'љ'],
  ['nj', 'њ'],
  ['dž', 'џ'],
  ['đ', 'ђ'],
  ['ž', 'ж'],
  ['č', 'ч'],
  ['ć', 'ћ'],
  ['š', 'ш'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'ц'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'ј'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['z', 'з'],
];
const macedonian: readonly [string, string][] = [
  ['gj', 'ѓ'],
  ['kj', 'ќ'],
  ['zh', 'ж'],
  ['sh', 'ш'],
  ...serbian,
];
const bulgarian: readonly [string, string][] = [
  ['sht', 'щ'],
  ['yu', 'ю'],
  ['ya', 'я'],
  ['zh', 'ж'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['y', 'й'],
  ...serbian,
];
/** How a clerk in a Cyrillic country writes an Albanian or Romanian name by ear. */
const albanian: readonly [string, string][] = [
  ['xh', 'џ'],
  ['gj', 'ѓ'],
  ['sh', 'ш'],
  ['zh', 'ж'],
  ['dh', 'д'],
  ['th', 'т'],
  ['nj', 'њ'],
  ['rr', 'р'],
  ['ll', 'л'],
  ['q', 'ќ'],
  ['ç', 'ч'],
  ['ë', 'е'],
  ['y', 'и'],
  ['x', 'ѕ'],
  ['c', 'ц'],
  ...serbian,
];
const romanian: readonly [string, string][] = [
  ['ghe', 'ге'],
  ['ghi', 'ги'],
  ['chi', 'ки'],
  ['che', 'ке'],
  ['ce', 'че'],
  ['ci', 'чи'],
  ['x', 'кс'],
  ['ș', 'ш'],
  ['ț', 'ц'],
  ['ă', 'а'],
  ['â', 'ы'],
  ['î', 'ы'],
  ['c', 'к'],
  ['y', 'и'],
  ...serbian.filter(([latin]) => latin !== 'c' && latin !== 'j'),
  ['j', 'ж'],
];
const tables = { sq: albanian, bcms: serbian, mk: macedonian, bg: bulgarian, ro: romanian };

function respell(name: string, table: readonly [string, string][]): string {
  let rest = name.toLowerCase();
  let out = '';
  while (rest !== '') {
    const [from, to] = table.find(([latin]) => rest.startsWith(latin)) ?? [rest.charAt(0), rest.charAt(0)];
    out += to;
    rest = rest.slice(from.length);
  }
  return out.charAt(0).toUpperCase() + out.slice(1);
}

const withoutMarks = (name: string) =>
  name.replaceAll('đ', 'dj').replaceAll('Đ', 'Dj').normalize('NFD').replace(/\p{M}/gu, '');

function typo(name: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (name.length - 1));
  const letter = pick([...'aeiourstnlkm'], random);
  switch (Math.floor(random() * 4)) {
    case 0:
      return name.slice(0, at) + letter + name.slice(at + 1);
    case 1:
      return name.slice(0, at) + name.slice(at + 1);
    case 2:
      return name.slice(0, at) + letter + name.slice(at);
    default:
      return (
        name.slice(0, at) +
        name
          .slice(at, at + 2)
          .split('')
          .reverse()
          .join('') +
        name.slice(at + 2)
      );
  }
}

type Error = (person: Person, random: () => number) => Person;
const both = (person: Person, change: (name: string) => string): Person => ({
  ...person,
  given: change(person.given),
  family: change(person.family),
});
const otherScript: Error = person => both(person, name => respell(name, tables[person.origin]));
const bareLetters: Error = person => both(person, withoutMarks);
const mistyped: Error = (person, random) =>
  random() < 0.5
    ? { ...person, given: typo(person.given, random) }
    : { ...person, family: typo(person.family, random) };
const dayAndMonth: Error = person => {
  const [year, month, day] = person.birth.split('-');
  return Number(day) <= 12 ? { ...person, birth: `${year}-${day}-${month}` } : person;
};
const exchanged: Error = person => ({ ...person, given: person.family, family: person.given });
const yearOnly: Error = person => ({ ...person, birth: person.birth.slice(0, 4) });

/** Typing errors first: nobody mistypes a name twice, once in each script. */
const errors: readonly [Error, chance: number][] = [
  [mistyped, 0.25],
  [otherScript, 0.4],
  [bareLetters, 0.3],
  [dayAndMonth, 0.12],
  [exchanged, 0.08],
  [yearOnly, 0.05],
];

/** The same person entered again, by somebody else, with at least one thing different. */
export function reentry(person: Person, random: () => number): Entry {
  for (;;) {
    let entry = person;
    for (const [error, chance] of errors) if (random() < chance) entry = error(entry, random);
    if (entry.given !== person.given || entry.family !== person.family || entry.birth !== person.birth)
      return entry;
  }
}
