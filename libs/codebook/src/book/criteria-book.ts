import type {
  Breakdown,
  Code,
  Criteria,
  Indicator,
  Jurisdiction,
  LifeCycleVariable,
  PlausibilityRule,
  Section,
  Value,
  Values,
  Variable,
} from '../model';
import { citizenshipGroup, type CitizenshipGroup } from '../shared/geography';
import { columnsOf, fillCells, type Cell, type Column } from './columns';
import { canonical, fingerprintOf } from './fingerprint';
import { unitOf } from './generated-lists';
import { indexed, isCollected, type Index, type Subject } from './index-of-criteria';
import { importTemplate, type TemplateColumn } from './import-template';
import { organisationPattern, schemaOf, type JsonSchema } from './json-schema';
import { codeLabelOf, unitLabel, type CodeLabel } from './labels';
import { mandatoryCells, type MandatoryCell } from './mandatory';
import { validate, type Ground, type ValidationOptions } from './validation';
import { listOf, type FieldProblem } from './value';

export interface Finding {
  readonly severity: PlausibilityRule['severity'];
  readonly rule: string;
  readonly variables: readonly string[];
}

const organisationId = new RegExp(organisationPattern);

/** The criteria of one database as one jurisdiction applies them: look-up, validation and what follows from the data. */
export class CriteriaBook {
  readonly version: string;
  /** As collected in this jurisdiction. */
  readonly sections: readonly Section[];
  readonly lifeCycle: readonly LifeCycleVariable[];

  /** Values never change: what follows from them is worked out once, though many ask. */
  private readonly derived = new WeakMap<Values, Values>();
  private readonly completed = new WeakMap<Values, Values>();
  private readonly index: Index;
  private readonly ground: Ground;
  private print?: string;

  constructor(
    readonly criteria: Criteria,
    readonly jurisdiction: Jurisdiction,
  ) {
    this.version = criteria.version;
    this.index = indexed(criteria, jurisdiction);
    this.sections = this.index.sections;
    this.lifeCycle = this.index.lifeCycle;
    this.ground = {
      membership: (list, code, at) => this.membership(list, code, at),
      isSwitchedOff: name => !isCollected(this.index.variables.get(name), jurisdiction),
    };
  }

  /** Changes with every change of the data; a read model built under another one is rebuilt. */
  get fingerprint(): string {
    const data = () => ({ ...this.criteria, institutions: undefined, jurisdiction: this.jurisdiction });
    this.print ??= fingerprintOf(canonical(data()));
    return this.print;
  }

  get indicators(): readonly Indicator[] {
    return this.criteria.indicators;
  }

  get breakdowns(): readonly Breakdown[] {
    return this.criteria.breakdowns;
  }

  /** Bodies and offices the register of organisations starts with. */
  get institutions() {
    return this.criteria.institutions[this.jurisdiction.code];
  }

  /** Throws on a name the criteria do not know: a defect of the caller, never of the input. */
  section(name: string): Section {
    return found(this.findSection(name), 'section', name);
  }

  findSection(name: string): Section | undefined {
    return this.sections.find(entry => entry.name === name);
  }

  variable(name: string): Variable {
    return found(this.index.variables.get(name), 'variable', name);
  }

  findVariable(name: string): Variable | undefined {
    return this.index.variables.get(name);
  }

  /** Variables one life-cycle fact carries. */
  fact(name: string): readonly LifeCycleVariable[] {
    return this.lifeCycle.filter(entry => entry.fact === name);
  }

  indicator(id: string): Indicator | undefined {
    return this.indicators.find(entry => entry.id === id);
  }

  breakdown(name: string): Breakdown | undefined {
    return this.breakdowns.find(entry => entry.name === name);
  }

  /**
   * Codes of a list in the order of the criteria; with a day, only those valid on it. `unit` gives the own units;
   * the validator takes those of all ten jurisdictions.
   */
  list(name: string, at?: string): readonly Code[] {
    const { codes } = found(this.index.lists.get(name), 'list', name);
    const own = name === 'unit' ? codes.filter(entry => this.isOwnUnit(entry.code)) : codes;
    return at === undefined ? own : own.filter(entry => isValid(entry, at));
  }

  code(list: string, code: string): Code | undefined {
    return this.index.codes.get(list)?.get(code);
  }

  /** What may be answered to a variable: its codes valid on the day, then the reasons for no answer. */
  answers(name: string, at?: string): readonly string[] {
    const { type, missing = [] } = this.variable(name);
    const list = listOf(type);
    return [...(list ? this.list(list.list, at).map(entry => entry.code) : []), ...missing];
  }

  private isOwnUnit(code: string): boolean {
    return this.jurisdiction.units.some(unit => unit.code === code);
  }

  private membership(list: string, code: string, at: string) {
    // The register of organisations grows; whether an id is in it, only the context can tell.
    if (list === 'organisation') return organisationId.test(code) ? 'valid' : 'not-in-list';
    const entry = this.code(list, code);
    if (!entry) return 'not-in-list';
    return isValid(entry, at) ? 'valid' : 'not-valid-then';
  }

  /** Problems of the values of one section; empty when they may be recorded. */
  validateSection(name: string, values: object, options: ValidationOptions): FieldProblem[] {
    return validate(found(this.index.groups.get(name), 'section', name), values, options, this.ground);
  }

  /** The same for the variables of one life-cycle fact. */
  validateFact(name: string, values: object, options: ValidationOptions): FieldProblem[] {
    return validate(found(this.index.facts.get(name), 'fact', name), values, options, this.ground);
  }

  /** The values and those that follow from them. */
  derive(values: Values): Values {
    const known = this.derived.get(values);
    if (known) return known;
    const all: Record<string, Value | undefined> = { ...values };
    for (const { variable, derive } of this.criteria.derivations) {
      if (all[variable] !== undefined) continue;
      const value = derive(all);
      if (value !== undefined) all[variable] = value;
    }
    this.derived.set(values, all);
    return all;
  }

  private complete(values: Values): Values {
    const all =
      this.completed.get(values) ?? this.derive({ jurisdiction: this.jurisdiction.code, ...values });
    this.completed.set(values, all);
    return all;
  }

  /** Rules the latest values of one case break, in the order of the criteria. */
  plausibility(values: Values): Finding[] {
    const all = this.complete(values);
    return this.criteria.rules
      .filter(rule => rule.broken(all))
      .map(({ severity, name, variables }) => ({ severity, rule: name, variables }));
  }

  /** The mandatory minimum of a case, or of one person in it, that these values make due. */
  mandatoryCells(values: Values, subject: Subject = 'case'): MandatoryCell[] {
    return mandatoryCells(this.index.minimum[subject], this.complete(values));
  }

  /** Names of mandatory variables without any answer; "not known" is an answer. */
  missingToClose(values: Values, subject: Subject = 'case'): string[] {
    return this.mandatoryCells(values, subject)
      .filter(cell => !cell.filled)
      .map(cell => cell.variable);
  }

  jsonSchema(section: string): JsonSchema {
    return schemaOf(this.section(section), list => found(this.index.lists.get(list), 'list', list).codes);
  }

  /** Variables of a section that are encrypted in the log, with key class and reason. */
  sealedVariables(section: string) {
    return this.section(section).variables.flatMap(({ name, sealed }) =>
      sealed ? [{ name, ...sealed }] : [],
    );
  }

  /** Columns of the read model of all sections of a subject; what is sealed has none. */
  columns(subject: Subject = 'case'): Column[] {
    return this.index.open[subject].flatMap(columnsOf);
  }

  /** The cells for {@link columns}, derived values included. */
  row(values: Values, subject: Subject = 'case'): Readonly<Record<string, Cell>> {
    const all = this.derive(values);
    const row: Record<string, Cell> = {};
    for (const variable of this.index.open[subject]) fillCells(row, variable, all);
    return row;
  }

  /** Headings of the file in which a national register hands over its records. */
  importTemplate(): TemplateColumn[] {
    return importTemplate(this.lifeCycle, this.sections);
  }

  /** Currency in force on a day. */
  currencyAt(day: string): string {
    const inForce = this.jurisdiction.currencies.filter(({ from }) => from === undefined || from <= day);
    return found(inForce.at(-1), 'currency', this.jurisdiction.code).code;
  }

  /** Class of citizenships as this jurisdiction sees them on a day; undefined when none is known. */
  citizenshipGroup(held: readonly string[], at: string): CitizenshipGroup | undefined {
    return citizenshipGroup(held, this.jurisdiction.code, at);
  }

  /** Where the text for a code of a list comes from; codes no longer valid keep theirs. */
  codeLabel(list: string, code: string): CodeLabel {
    const unit = list === 'unit' ? unitOf(code) : undefined;
    if (unit) return unitLabel(unit);
    const institution = list === 'organisation' && this.institutions.find(entry => entry.id === code);
    if (institution) return { name: institution.name };
    return codeLabelOf(found(this.index.lists.get(list), 'list', list), code);
  }

  variableKey(name: string, text: 'label' | 'definition' | 'example' = 'label'): string {
    return `codebook-${this.criteria.part}:variable.${name}.${text}`;
  }

  /** Key of the name of a section, a life-cycle fact or the message of a rule. */
  key(kind: 'section' | 'fact' | 'rule', name: string): string {
    return `codebook-${this.criteria.part}:${kind}.${name}`;
  }

  listKey(name: string): string {
    return `codebook-${found(this.index.lists.get(name), 'list', name).part}:list.${name}`;
  }

  breakdownKey(name: string): string {
    return `codebook-${found(this.breakdown(name), 'breakdown', name).part}:breakdown.${name}`;
  }

  /** Indicators on the quality of data are the same in both databases; so are their texts. */
  indicatorKey(id: string, text: 'label' | 'definition' = 'label'): string {
    return `codebook-${id.startsWith('QI') ? 'shared' : this.criteria.part}:indicator.${id}.${text}`;
  }

  /** Text for the date an indicator takes its period from. */
  dateBasisKey({ dateBasis }: Indicator): string {
    if (this.index.variables.has(dateBasis)) return this.variableKey(dateBasis);
    return `codebook-${dateBasis === 'none' ? 'shared' : this.criteria.part}:date_basis.${dateBasis}`;
  }
}

function found<T>(entry: T | undefined, kind: string, name: string): T {
  if (entry === undefined) throw new Error(`the criteria know no ${kind} "${name}"`);
  return entry;
}

function isValid({ validFrom, validTo }: Code, at: string): boolean {
  return (validFrom === undefined || validFrom <= at) && (validTo === undefined || at <= validTo);
}
