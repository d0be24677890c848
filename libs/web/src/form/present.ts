import type {
  Code,
  CodeList,
  Condition,
  Missing,
  Money,
  Value,
  ValueType,
  Values,
  Variable,
} from '@hub/codebook';
import { fromEdtf } from './date-fields';
import type { EntryView, FieldView, FormProblem, Option } from './field-view';
import { entriesOf, type EntryAsked } from './entries';
import type { Labels } from './labels';

/** What a form is drawn from, beside the variables: lists valid today, words, what was typed, what was wrong. */
export interface Drawing {
  readonly labels: Labels;
  /** The list a coded type chooses from, as valid on the day of the form. */
  readonly listOf: (type: ValueType) => CodeList | undefined;
  readonly values: Values;
  readonly problems: readonly FormProblem[];
  /** Texts of the page kit. */
  readonly t: (key: string, params?: Record<string, unknown>) => string;
  /** Label of a field that is no variable of the criteria; it has no example there either. */
  readonly labelOf?: (name: string) => string;
  /** Address of the handbook page of a variable. */
  readonly helpOf?: (name: string) => string;
  readonly currencies?: readonly string[];
  /** Put before every control name: the entry the fields belong to. */
  readonly prefix?: string;
  /** What the reader did to the entries of one variable. */
  readonly asked?: EntryAsked;
}

/** More codes than this become one searchable list instead of a column of radios. */
const MANY = 12;
/** More codes than this become searchable boxes instead of a column of checkboxes. */
const VERY_MANY = 30;
/** Boxes still to fill, beside those with a code. */
const SPARE_BOXES = 2;
/** Lists of names, which people look up by the alphabet; all others have an order of their own. */
const namesOf: ReadonlySet<string> = new Set(['country', 'language', 'unit']);

const asArray = (value: Value | undefined): readonly string[] => {
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
};

function optionsOf(list: CodeList, chosen: readonly string[], labels: Labels, numbered: boolean): Option[] {
  const named = list.codes.map((code: Code, index) => ({
    value: code.code,
    label: labels.code(list, code.code),
    number: index + 1,
  }));
  if (namesOf.has(list.name)) named.sort((a, b) => labels.compare(a.label, b.label));
  return named.map(({ value, label, number }) => ({
    value,
    text: numbered ? `${number} ${label}` : label,
    checked: chosen.includes(value),
  }));
}

function missingOptions(variable: Variable, list: CodeList | undefined, drawing: Drawing): Option[] {
  const chosen = asArray(drawing.values[variable.name]);
  const own = new Set(list?.codes.map(code => code.code));
  const offered = (variable.missing ?? []).filter((missing: Missing) => !own.has(missing));
  return offered.map(missing => ({
    value: missing,
    text: drawing.t(`web:missing.${missing}`),
    checked: chosen.includes(missing),
  }));
}

const prefixed = (condition: Condition, prefix: string): Condition =>
  JSON.parse(JSON.stringify(condition), (key, value: unknown) =>
    ['is', 'has', 'known'].includes(key) && typeof value === 'string' ? prefix + value : value,
  ) as Condition;

function coded(
  variable: Variable,
  list: CodeList,
  common: Omit<FieldView, 'kind'>,
  drawing: Drawing,
): FieldView {
  const many = 'many' in variable.type && variable.type.many === true;
  const long = list.codes.length > MANY;
  const chosen = asArray(drawing.values[variable.name]);
  const options = optionsOf(list, chosen, drawing.labels, long);
  if (many && list.codes.length > VERY_MANY) {
    const codes = chosen.filter(code => !common.missing.some(({ value }) => value === code));
    return { ...common, kind: 'several', options, boxes: [...codes, ...Array<string>(SPARE_BOXES).fill('')] };
  }
  if (many) return { ...common, kind: 'checkboxes', options: [...options, ...common.missing], missing: [] };
  if (long) return { ...common, kind: 'select', options };
  return { ...common, kind: 'radios', options: [...options, ...common.missing], missing: [] };
}

const isMoney = (value: Value | undefined): value is Money => typeof value === 'object' && 'amount' in value;
const textOf = (value: Value | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function moneyField(value: Value | undefined, common: Omit<FieldView, 'kind'>, drawing: Drawing): FieldView {
  const money = isMoney(value) ? value : { amount: undefined, currency: undefined };
  const currencies = (drawing.currencies ?? []).map(code => ({
    value: code,
    text: code,
    checked: code === money.currency,
  }));
  const amount = isMoney(value) ? String(value.amount) : textOf(value);
  return { ...common, kind: 'money', amount, currency: money.currency ?? '', currencies };
}

/** Free text above this length gets several lines. */
const LINE = 200;

function plain(variable: Variable, common: Omit<FieldView, 'kind'>, drawing: Drawing): FieldView {
  const { type } = variable;
  const value = common.missing.some(option => option.checked) ? undefined : drawing.values[variable.name];
  if (type.kind === 'date') return { ...common, kind: 'date', value: fromEdtf(textOf(value)) };
  if (type.kind === 'money') return moneyField(value, common, drawing);
  if (type.kind === 'number') return { ...common, kind: 'number', value: textOf(value) };
  const long = type.kind === 'text' && (type.long === true || (type.maxLength ?? 0) > LINE);
  return { ...common, kind: long ? 'long-text' : 'text', value: textOf(value) };
}

/** Label and hint: what the criteria call the variable, or what the page calls a field that is none. */
function wording(variable: Variable, { labels, labelOf, t }: Drawing) {
  const { name } = variable;
  if (labelOf) return { label: labelOf(name), hint: '' };
  const example = labels.example(variable);
  const hint = example === undefined ? '' : t('web:help.example', { example });
  return { label: labels.variable(name), hint };
}

function entryViews(variable: Variable, of: readonly Variable[], drawing: Drawing): EntryView[] {
  const recorded = entriesOf(drawing.values[variable.name]);
  const shown =
    drawing.asked?.more && drawing.asked.variable === variable.name ? [...recorded, {}] : recorded;
  return shown.map((values, index) => {
    const name = `${variable.name}-${index}`;
    const title = drawing.t('web:entries.title', {
      what: drawing.labels.variable(variable.name),
      nth: index + 1,
    });
    return { name, title, fields: presentFields(of, { ...drawing, values, prefix: `${name}-` }) };
  });
}

function severalTimes(
  variable: Variable,
  of: readonly Variable[],
  common: Omit<FieldView, 'kind'>,
  drawing: Drawing,
): FieldView {
  const { asked } = drawing;
  const entries = entryViews(variable, of, drawing);
  if (asked?.variable !== variable.name) return { ...common, kind: 'entries', entries };
  return { ...common, kind: 'entries', entries, lead: asked.more ? 'last' : 'add' };
}

/** One variable of the criteria as a field of a form. */
export function presentField(variable: Variable, drawing: Drawing): FieldView {
  const { problems, helpOf, prefix = '' } = drawing;
  const name = prefix + variable.name;
  const list = drawing.listOf(variable.type);
  const common = {
    name,
    number: variable.number,
    ...wording(variable, drawing),
    help: helpOf?.(variable.name) ?? '',
    error: problems.find(problem => problem.field === name)?.message ?? '',
    missing: missingOptions(variable, list, drawing),
    ...(variable.when ? { when: prefixed(variable.when, prefix) } : {}),
  };
  if (variable.type.kind === 'entries') return severalTimes(variable, variable.type.of, common, drawing);
  return list ? coded(variable, list, common, drawing) : plain(variable, common, drawing);
}

/** The fields of a section that are asked: what the hub derives itself is left out. */
export function presentFields(variables: readonly Variable[], drawing: Drawing): FieldView[] {
  return variables.filter(variable => !variable.derived).map(variable => presentField(variable, drawing));
}
