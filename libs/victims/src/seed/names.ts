/**
 * Given names as they are common, surnames that were made up for this purpose from the sounds of each language: no
 * list of persons was used. Each in the script of its language.
 */
interface Names {
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
  /** Form of the surname for a woman, where the language has one. */
  readonly feminine?: (family: string) => string;
}

const words = (text: string) => text.trim().split(/\s+/);

const albanian: Names = {
  female: words(
    'Ana Arbana Besa Blerta Drita Elira Fatime Gresa Ilira Jeta Lule Majlinda Mirela Njomza Rina Shpresa Teuta Valbona Vjosa Zana',
  ),
  male: words(
    'Agim Arben Artan Bardh Besnik Dritan Erion Fatos Genc Ilir Kastriot Luan Petrit Qemal Skënder Shpëtim Valon Visar Xhevdet Ylli',
  ),
  family: words(
    'Bregasi Çermenjari Drinasi Gurëzi Hënësi Kodralia Kullasi Lisharja Malësori Mjellasi Ninoja Prenasi Qafëzezi Rrapishti Shkëmbasi Thanasi Ujëvara Vjeshtaj Xhamasi Zallisi',
  ),
};

const bosnian: Names = {
  female: words(
    'Aida Amra Azra Dijana Ena Hana Ivana Jasna Lejla Maja Melisa Mirela Nađa Sabina Sanja Selma Senada Tijana Vesna Željka',
  ),
  male: words(
    'Adnan Amar Boris Damir Dženan Emir Goran Haris Igor Jasmin Kenan Marko Mirza Nedim Nikola Ognjen Samir Tarik Vedran Zoran',
  ),
  family: words(
    'Bregalić Brezanović Čarapčić Dolinjak Đulagić Gajanović Hrastičević Javorkić Kamenjaković Livadinić Orahović Poljančić Potočnjaković Ravnjaković Sjenčić Šljivančić Vrelanović Zelengić Žitković Cvjetanjić',
  ),
};

const serbian: Names = {
  female: words(
    'Ана Биљана Весна Гордана Даница Драгана Душица Ивана Јелена Јована Катарина Љиљана Маја Марија Милица Наташа Невена Сања Теодора Тијана',
  ),
  male: words(
    'Александар Бојан Бранко Владимир Горан Дарко Дејан Драган Душан Жељко Зоран Иван Јован Љубиша Марко Милош Ненад Небојша Стефан Урош',
  ),
  family: words(
    'Брезовић Врелановић Вртачић Гајановић Гљивић Долинић Ђурђевљевић Жаровнић Зеленгић Јаворић Каменковић Ливадић Љескић Њивић Орашић Потокић Равнић Сенчић Цветањић Џбунић',
  ),
};

const macedonian: Names = {
  female: words(
    'Ана Билјана Благица Весна Гордана Драгица Елена Емилија Ивана Јасмина Катерина Лидија Љубица Маја Марија Наташа Сузана Тања Христина Цвета',
  ),
  male: words(
    'Александар Благој Борис Владимир Горан Дејан Драган Ѓорѓи Зоран Иван Јане Киро Љупчо Марјан Методија Никола Петар Стојан Томе Трајче',
  ),
  family: words(
    'Брезовски Вирковски Габеровски Горјански Долнински Ѓуровчевски Езеровчевски Житарски Каменарски Ливадовски Његовански Оревски Полјански Потокски Рамнински Сливовски Ќосанчевски Цветановчевски Чешмарски Џумковски',
  ),
  feminine: family => family.replace(/и$/u, 'а'),
};

const bulgarian: Names = {
  female: words(
    'Анелия Боряна Валентина Веселина Гергана Даниела Десислава Елена Ивелина Йорданка Калина Красимира Мария Милена Надежда Петя Ралица Румяна Силвия Цветелина',
  ),
  male: words(
    'Александър Атанас Борислав Васил Георги Димитър Емил Живко Иван Йордан Калоян Красимир Любомир Мартин Николай Огнян Петър Румен Стоян Христо',
  ),
  family: words(
    'Брезовчев Вировчев Габърков Горянчев Долинчев Езерчев Житарков Изворчев Каменчев Ливадчев Мъгларов Орешчев Полянчев Поточков Равнинчев Сливарков Цветарчев Чешмарчев Шумков Ябълчев',
  ),
  feminine: family => `${family}а`,
};

const romanian: Names = {
  female: words(
    'Adriana Ana Andreea Cătălina Cristina Daniela Elena Florina Gabriela Ilinca Ioana Lăcrămioara Mihaela Mirela Nadia Oana Raluca Ruxandra Ștefania Țvetana',
  ),
  male: words(
    'Adrian Andrei Bogdan Călin Cristian Dănuț Eugen Florin George Gheorghe Ion Iulian Laurențiu Marian Mihai Nicușor Octavian Răzvan Ștefan Vasile',
  ),
  family: words(
    'Brădișteanu Câmpulungaru Cireșanu Dumbrăvașu Făgețelu Grădinariu Izvoranescu Lăstărașu Luncărița Măgureanulu Nucșoranu Pădurețu Pârâianu Poienărașu Răchițanu Stejărașu Șipoteanulu Teișanu Țarinaru Văleanescu',
  ),
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

/** Names of a language; of the Bosnian list where a language has none of its own. */
export const namesOf = (language: string): Names =>
  byLanguage[language.slice(0, 3).replace(/-.*$/, '')] ?? bosnian;

/** A spelling somebody in a hurry might use: a letter left out or doubled. */
export function misspelt(name: string, at: number): string {
  const letters = [...name];
  const place = 1 + (at % Math.max(letters.length - 2, 1));
  const letter = letters[place] ?? '';
  letters.splice(place, 1, ...(at % 2 === 0 ? [] : [letter, letter]));
  return letters.join('');
}
