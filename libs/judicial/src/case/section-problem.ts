import type { Values } from '@hub/codebook';
import { violation, type Law, type Violation } from './law';
import { defendantOf, type Proceeding } from './proceeding';
import { caseValues, personValues } from './values';
import { without } from './without';

interface Description {
  readonly section: string;
  readonly person?: string;
  readonly values: Values;
}

/** What is wrong with a described section before it is recorded; plausibility is the criteria's business. */
export function sectionProblem(
  p: Proceeding,
  { section, person, values }: Description,
  law: Law,
): SectionViolation | undefined {
  const subject = law.subjectOf(section);
  if (subject === undefined) return violation('judicial.section.unknown', '/section', { section });
  if (subject === 'person' && person === undefined) {
    return violation('judicial.section.person-missing', '/person');
  }
  if (subject === 'case' && person !== undefined) {
    return violation('judicial.section.not-about-a-person', '/person');
  }
  const problems = law.sectionProblems(section, values, factsBeside(p, section, person));
  return problems.length === 0 ? undefined : { ...violation('judicial.section.values-refused'), problems };
}

/** What is known of the case and of the person, without the section that is being recorded anew. */
export function factsBeside(p: Proceeding, section: string, person: string | undefined): Values {
  const ofCase = caseValues({ ...p, sections: without(p.sections, section) });
  const d = person === undefined ? undefined : defendantOf(p, person);
  if (!d) return ofCase;
  return { ...ofCase, ...personValues(p, { ...d, sections: without(d.sections, section) }) };
}

/** One refusal for all the fields that are not acceptable. */
export interface SectionViolation extends Violation {
  readonly problems?: readonly Violation[];
}

/** Variables of the mandatory minimum without which a case cannot be closed. */
export function incomplete(missing: readonly string[]): SectionViolation {
  return {
    code: 'judicial.case.incomplete',
    params: { count: missing.length },
    problems: missing.map(variable => violation('judicial.section.mandatory', `/${variable}`, { variable })),
  };
}
