/**
 * Given names as they are common, surnames and firms made up for this purpose from the sounds of each language: no list
 * of persons was used. Each in the script of its language.
 */
interface Names {
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
  readonly firms: readonly string[];
  /** Form of the surname for a woman, where the language has one. */
  readonly feminine?: (family: string) => string;
}

const words = (text: string) => text.trim().split(/\s+/);

const albanian: Names = {
  female: words('Albana Anila Arta Diana Edlira Ermira Fjolla Kaltrina Liridona Mimoza Rudina Sonila Vlora'),
  male: words('Albert Altin Astrit Blerim Driton Edon Fisnik Gëzim Kushtrim Naim Sokol Taulant Ermal'),
  family: words(
    'Ahmegjaj Barkëza Dushkaj Fushësi Gjerazi Kërrabësi Lëndinaj Mulliraj Përronaj Qershizi Rrëzomaj Shegasi Trollasi Urazi Vidhaj Xixëllasi',
  ),
  firms: ['Ura e Re shpk', 'Pylli Transport shpk', 'Hëna Agjenci Punësimi shpk'],
};

const bosnian: Names = {
  female: words('Alma Amila Belma Dalila Edina Ines Jelena Kristina Marina Nermina Slađana Zerina Žana'),
  male: words('Admir Alen Dario Denis Elvir Filip Hrvoje Ivica Ljubomir Mladen Senad Siniša Željko'),
  family: words(
    'Bukvarević Cerovljanić Čempresić Drenovljak Grabičanin Jasenjaković Klisurović Lipovčanin Mahovinić Narandžić Pahuljić Rudinjak Šumaričić Tisovčić Vrbanjaković Žubornić',
  ),
  firms: ['Novi Most d.o.o.', 'Bukva Transport d.o.o.', 'Luna posredovanje d.o.o.'],
};

const serbian: Names = {
  female: words(
    'Александра Бојана Виолета Дубравка Зорица Ирена Јасмина Ксенија Љубица Мирјана Оливера Слађана Светлана',
  ),
  male: words('Бобан Веселин Војислав Далибор Ђорђе Живко Зоран Лазар Мирослав Предраг Саша Срђан Томислав'),
  family: words(
    'Буквић Виноградић Грабовнић Дреновић Ждралић Јасеновљевић Клисурић Липовљевић Маховинић Његовић Пахуљић Рудинић Тисовљевић Ћилимић Шумарић Џиверић',
  ),
  firms: ['Нови мост д.о.о.', 'Буква транспорт д.о.о.', 'Луна посредовање д.о.о.'],
};

const macedonian: Names = {
  female: words(
    'Александра Анета Валентина Даниела Зорица Ирена Магдалена Оливера Светлана Снежана Соња Фросина',
  ),
  male: words('Ацо Бобан Дарко Живко Игор Косте Љубомир Миле Оливер Сашо Тони Ѓоко Филип'),
  family: words(
    'Буковски Виноградски Грнчарски Дреновски Ѓердановски Желковски Јасеновски Клисурски Липовски Маховски Његошарски Пахуловски Рудински Тисовски Ќилимски Џиновски',
  ),
  firms: ['Нов мост ДООЕЛ', 'Бука транспорт ДООЕЛ', 'Луна посредување ДООЕЛ'],
  feminine: family => family.replace(/и$/u, 'а'),
};

const bulgarian: Names = {
  female: words(
    'Антоанета Бистра Виолета Дарина Зорница Ирина Лиляна Маргарита Николета Росица Снежана Теодора',
  ),
  male: words('Ангел Боян Владислав Добромир Захари Илия Кирил Методи Пламен Радослав Светослав Тодор Явор'),
  family: words(
    'Буковичев Виноградчев Грънчарчев Дряновчев Желевичев Иглолистов Клисурчев Липовчев Мъховичев Пухчев Рудинчев Тисовчев Урвичев Ягодчев Щъркелчев Юнаковчев',
  ),
  firms: ['Нов мост ЕООД', 'Бук транспорт ЕООД', 'Луна посредничество ЕООД'],
  feminine: family => `${family}а`,
};

const romanian: Names = {
  female: words(
    'Alina Camelia Carmen Diana Doina Ecaterina Georgiana Lidia Mădălina Nicoleta Simona Viorica Zoița',
  ),
  male: words('Alin Ciprian Constantin Dorin Emil Gabriel Horia Ilie Lucian Marius Nicolae Petru Sorin'),
  family: words(
    'Argintaru Bușteanu Căpșunaru Deleanescu Frăsinescu Ghindăreanu Ierburanu Lințoiu Mesteacănu Năpăstoceanu Ogoranescu Pinilescu Râmnicaru Sălcioreanu Ștejăreanu Țelinescu',
  ),
  firms: ['Podul Nou SRL', 'Fagul Transport SRL', 'Luna Recrutare SRL'],
};

const byLanguage: Readonly<Record<string, Names>> = {
  sq: albanian,
  bs: bosnian,
  hr: bosnian,
  cnr: bosnian,
  sr: serbian,
  mk: macedonian,
  bg: bulgarian,
  ro: romanian,
};

/** Names of a language tag; of the Bosnian list where a language has none of its own. */
export const namesOf = (language: string): Names => byLanguage[language.replace(/-.*$/, '')] ?? bosnian;

/** The name as somebody in a hurry writes it: one letter doubled, or left out. */
export function misspelt(name: string, at: number): string {
  const letters = [...name];
  const place = 1 + (at % Math.max(1, letters.length - 2));
  const letter = letters[place] ?? '';
  letters.splice(place, 1, at % 2 === 0 ? '' : letter + letter);
  return letters.join('');
}
