import type { LifeCycleVariable, Section, Variable } from '../model';

/** A column of the import template. Sets are written with `;` between codes, sums as two columns. */
export interface TemplateColumn {
  readonly heading: string;
  readonly variable: string;
  /** Section or life-cycle fact the column belongs to. */
  readonly group: string;
  readonly mandatory: boolean;
}

function headings({ name, type }: Variable): readonly string[] {
  // A line of a table has no room for what happened several times; what it comes to has columns of its own.
  if (type.kind === 'entries') return [];
  return type.kind === 'money' ? [`${name}_amount`, `${name}_currency`] : [name];
}

const columns = (group: string, variable: Variable): TemplateColumn[] =>
  headings(variable).map(heading => ({
    heading,
    variable: variable.name,
    group,
    mandatory: variable.mandatory ?? false,
  }));

/** Facts first, then the sections; what the hub fills itself has no column. */
export function importTemplate(
  lifeCycle: readonly LifeCycleVariable[],
  sections: readonly Section[],
): TemplateColumn[] {
  return [
    ...lifeCycle.filter(entry => !entry.derived).flatMap(entry => columns(entry.fact, entry)),
    ...sections.flatMap(section =>
      section.variables.filter(entry => !entry.derived).flatMap(entry => columns(section.name, entry)),
    ),
  ];
}
