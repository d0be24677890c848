import type { Code, CodeList, Criteria, Jurisdiction, LifeCycleVariable, Section, Variable } from '../model';
import { country, language } from '../shared/geography';
import { organisationList, unitList } from './generated-lists';

export type Subject = Section['subject'];

type ByName = ReadonlyMap<string, Variable>;

/** The criteria by name, narrowed to what a jurisdiction collects; worked out once, since every fact asks for it. */
export interface Index {
  readonly sections: readonly Section[];
  readonly lifeCycle: readonly LifeCycleVariable[];
  /** All variables, those switched off and those of entries included. */
  readonly variables: ByName;
  readonly lists: ReadonlyMap<string, CodeList>;
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, Code>>;
  /** Variables of each section and of each life-cycle fact. */
  readonly groups: ReadonlyMap<string, ByName>;
  readonly facts: ReadonlyMap<string, ByName>;
  /** Variables of read models, and the mandatory minimum, of a case and of a person in it. */
  readonly open: Readonly<Record<Subject, readonly Variable[]>>;
  readonly minimum: Readonly<Record<Subject, readonly Variable[]>>;
}

/** An unknown variable is not one that was switched off. */
export const isCollected = (variable: Variable | undefined, { code }: Jurisdiction): boolean =>
  variable?.optIn?.includes(code) ?? true;

/** Variables, each followed by those its entries hold. */
export const withEntries = (variables: readonly Variable[]): readonly Variable[] =>
  variables.flatMap(entry => (entry.type.kind === 'entries' ? [entry, ...entry.type.of] : [entry]));

const byName = (variables: readonly Variable[]): ByName =>
  new Map(variables.map(entry => [entry.name, entry]));

/** Legal bases and criminal codes of other jurisdictions do not apply here. */
function applicable(list: CodeList, jurisdiction: Jurisdiction): CodeList {
  const isHere = ({ attributes }: Code) =>
    attributes?.['jurisdiction'] === undefined || attributes['jurisdiction'] === jurisdiction.code;
  return { ...list, codes: list.codes.filter(isHere) };
}

function listsOf(criteria: Criteria, jurisdiction: Jurisdiction): readonly CodeList[] {
  const own = Object.values(criteria.lists).map(list => applicable(list, jurisdiction));
  return [...own, country, language, unitList, organisationList(criteria, jurisdiction)];
}

export function indexed(criteria: Criteria, jurisdiction: Jurisdiction): Index {
  const collected = (variable: Variable) => isCollected(variable, jurisdiction);
  const sections = criteria.sections.map(section => ({
    ...section,
    variables: section.variables.filter(collected),
  }));
  const lifeCycle = criteria.lifeCycle.filter(collected);
  const lists = listsOf(criteria, jurisdiction);
  const described = (subject: Subject) =>
    sections.filter(entry => entry.subject === subject).flatMap(section => section.variables);
  const open = (subject: Subject) => described(subject).filter(entry => !entry.sealed);
  const minimum = (subject: Subject) =>
    [...described(subject), ...lifeCycle.filter(entry => entry.subject === subject)].filter(
      entry => entry.mandatory,
    );
  const factNames = [...new Set(lifeCycle.map(entry => entry.fact))];
  return {
    sections,
    lifeCycle,
    variables: byName([
      ...criteria.sections.flatMap(section => withEntries(section.variables)),
      ...criteria.lifeCycle,
    ]),
    lists: new Map(lists.map(list => [list.name, list])),
    codes: new Map(lists.map(list => [list.name, new Map(list.codes.map(entry => [entry.code, entry]))])),
    groups: new Map(sections.map(({ name, variables }) => [name, byName(variables)])),
    facts: new Map(factNames.map(name => [name, byName(lifeCycle.filter(entry => entry.fact === name))])),
    open: { case: open('case'), person: open('person') },
    minimum: { case: minimum('case'), person: minimum('person') },
  };
}
