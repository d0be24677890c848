import { judicialCriteria } from '../judicial';
import { victimCriteria } from '../victims';
import { criteriaPage } from './criteria-page';
import { judicialBook, victimBook } from './english';
import { indicatorsPage } from './indicators-page';
import { jurisdictionsPage } from './jurisdictions-page';
import { listsPage } from './lists-page';
import { mappingsPage } from './mappings-page';
import { page } from './markdown';

function indexPage(): string {
  const numbers = ({ sections, lifeCycle }: typeof victimCriteria) =>
    new Set([...sections.flatMap(section => section.variables), ...lifeCycle].map(entry => entry.number))
      .size;
  return page(
    'Reference: the regional criteria',
    `Version ${victimCriteria.version}: ${numbers(victimCriteria)} entries on victims, ${numbers(judicialCriteria)} ` +
      'on proceedings. These pages are made from the same data that validate what is entered, so they cannot differ ' +
      'from what the databases do.',
    [
      '- [Criteria of the victim database](victim-criteria.md)',
      '- [Criteria of the judicial database](judicial-criteria.md)',
      '- [Code lists](code-lists.md), with validity and legal bases',
      '- [Indicators](indicators.md) and the breakdowns of tables',
      '- [Mappings](mappings.md) to HTCDS, CTDC, GLOTIP, Eurostat, ICCS, IC-TIP and Directive 2011/36/EU',
      '- [Jurisdictions](jurisdictions.md): units, languages, currency, institutions',
    ].join('\n'),
  );
}

/** File name and text of every page of docs/reference. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', indexPage()],
    ['victim-criteria.md', criteriaPage('Criteria of the victim database', victimBook)],
    ['judicial-criteria.md', criteriaPage('Criteria of the judicial database', judicialBook)],
    ['code-lists.md', listsPage()],
    ['indicators.md', indicatorsPage()],
    ['mappings.md', mappingsPage()],
    ['jurisdictions.md', jurisdictionsPage()],
  ]);
}
