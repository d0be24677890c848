import type { CriteriaBook, Values } from '@hub/codebook';
import { isTrafficking, isUseOfServices } from '@hub/codebook/judicial';
import { Law, violation, type Violation } from './case/law';
import { ownDefendants, type Proceeding } from './case/proceeding';
import { caseValues, personValues } from './case/values';

/** The regional criteria as the state machine asks them. */
export class CriteriaLaw extends Law {
  private readonly localDay: Intl.DateTimeFormat;

  constructor(
    private readonly book: CriteriaBook,
    private readonly clock: () => Date = () => new Date(),
  ) {
    super();
    // The Swedish way of writing dates is ISO 8601.
    this.localDay = new Intl.DateTimeFormat('sv-SE', { timeZone: book.jurisdiction.timeZone });
  }

  legalBasis(code: string) {
    if (!this.book.code('legal_basis', code)) return undefined;
    return { thb: isTrafficking(code), useOfServices: isUseOfServices(code) };
  }

  isBody(id: string, role: 'prosecutes' | 'adjudicates'): boolean {
    return this.book.institutions.some(body => body.id === id && body.roles.includes(role));
  }

  has(list: string, code: string): boolean {
    return this.book.code(list, code) !== undefined;
  }

  subjectOf(section: string): 'person' | 'case' | undefined {
    return this.book.findSection(section)?.subject;
  }

  sectionProblems(section: string, values: Values, facts: Values): readonly Violation[] {
    const at = this.today();
    const problems = this.book.validateSection(section, values, { at, facts, pointer: '/values' });
    if (problems.length > 0) {
      return problems.map(({ code, pointer, params }) => violation(code, pointer, params));
    }
    return this.implausible(section, { ...facts, ...values });
  }

  missingAtClosing(p: Proceeding): readonly string[] {
    const ofCase = this.book.missingToClose(caseValues(p));
    const ofPersons = ownDefendants(p).flatMap(d =>
      this.book.missingToClose(personValues(p, d), 'person').map(name => `${d.person}/${name}`),
    );
    return [...ofCase, ...ofPersons];
  }

  today(): string {
    return this.localDay.format(this.clock());
  }

  /** Rules of severity `error` that the values of this section break together with the facts known so far. */
  private implausible(section: string, values: Values): readonly Violation[] {
    const own = new Set(this.book.section(section).variables.map(variable => variable.name));
    return this.book
      .plausibility(values)
      .filter(({ severity, variables }) => severity === 'error' && variables.some(name => own.has(name)))
      .map(({ rule, variables }) =>
        violation(`codebook-judicial.rule.${rule}`, `/values/${variables.find(name => own.has(name)) ?? ''}`),
      );
  }
}
