import { Accounts, type HubRequest } from '@hub/access';
import {
  CriteriaBook,
  type Entry,
  type Money,
  type Single,
  type ValueType,
  type Variable,
} from '@hub/codebook';
import type { Formats } from '@hub/platform';
import { entriesOf, Labels, listsOf, Screens } from '@hub/web';
import { Injectable } from '@nestjs/common';
import type { Organisation } from '../organisation/organisation';
import { Organisations } from '../organisation/organisations';
import { FORGOTTEN, isSealed } from '../read/sealed-places';
import { dayIn } from '../settings';

const missing = new Set(['unknown', 'refused', 'not_applicable']);
const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
const isForgotten = (value: unknown) => JSON.stringify(value) === JSON.stringify(FORGOTTEN);

/** The words of one page: its language, the criteria in it, and the register of organisations. */
export class Words {
  readonly labels: Labels;
  readonly fmt: Formats;

  constructor(
    readonly lang: string,
    screens: Screens,
    readonly book: CriteriaBook,
    readonly organisations: ReadonlyMap<string, Organisation>,
    readonly today: string,
  ) {
    const { translator } = screens;
    this.fmt = translator.formats(lang);
    this.labels = new Labels(translator, lang, book, (list, code) =>
      list === 'organisation' ? organisations.get(code)?.name : undefined,
    );
    this.t = (key, params) => translator.t(lang, key.includes(':') ? key : `victims-pages:${key}`, params);
    this.message = (code, params) => translator.message(lang, code, params) ?? code;
  }

  /** Text of a catalogue. */
  readonly t: (key: string, params?: Record<string, unknown>) => string;
  /** Message of a stable code. */
  readonly message: (code: string, params?: Record<string, unknown>) => string;

  get listOf() {
    const open = [...this.organisations.values()].filter(({ closedOn }) => closedOn === undefined);
    const names = open.sort((a, b) => this.fmt.compare(a.name, b.name)).map(({ id }) => id);
    return listsOf(this.book, this.today, names);
  }

  code(list: string, code: string): string {
    if (missing.has(code)) return this.t(`web:missing.${code}`);
    return this.labels.code({ name: list }, code);
  }

  organisation(id: string): string {
    return this.organisations.get(id)?.name ?? id;
  }

  /** An answer as people read it. */
  answer(type: ValueType, value: unknown): string {
    if (value === undefined || value === null || value === '') return this.t('victims-pages:answer.none');
    if (isSealed(value)) return this.t('victims-pages:answer.sealed');
    if (isForgotten(value)) return this.t('victims-pages:answer.forgotten');
    if (type.kind === 'entries') return this.entries(type.of, value).join(' ');
    if (Array.isArray(value)) return this.fmt.list(value.map(one => this.answer(type, one)));
    return this.single(type, value as Single);
  }

  /** Each entry in one line, numbered in its order: what was answered, after the name of the field. */
  entries(fields: readonly Variable[], value: unknown): string[] {
    return entriesOf(value).map((entry: Entry, index) => {
      const answered = fields.filter(({ name }) => entry[name] !== undefined);
      const said = answered.map(
        field => `${this.labels.variable(field.name)}: ${this.valueOf(field, entry[field.name])}`,
      );
      return `${index + 1}. ${said.join('; ')}.`;
    });
  }

  private single(type: ValueType, value: Single): string {
    if (isMoney(value)) return this.fmt.money(value.amount, value.currency);
    if (typeof value === 'number') return this.fmt.number(value);
    const text = String(value);
    if (missing.has(text)) return this.t(`web:missing.${text}`);
    if (type.kind === 'date') return this.fmt.date(text);
    const list = this.listOf(type)?.name;
    return list === undefined ? text : this.code(list, text);
  }

  /** Answer to a variable of the criteria. */
  valueOf({ type }: Pick<Variable, 'type'>, value: unknown): string {
    return this.answer(type, value);
  }
}

/** `system:seed` and its like, in words: no person did it, or the operator of the server. */
function machine(id: string, { t }: Words): string {
  if (id.startsWith('system:seed')) return t('actor.seed');
  return id.startsWith('ops:') ? t('actor.operator', { name: id.slice('ops:'.length) }) : t('actor.system');
}

/** Gives each request its words. */
@Injectable()
export class Wording {
  constructor(
    private readonly screens: Screens,
    private readonly book: CriteriaBook,
    private readonly organisations: Organisations,
    private readonly accounts: Accounts,
  ) {}

  async of(request: HubRequest): Promise<Words> {
    const register = await this.organisations.register();
    const today = dayIn(this.book.jurisdiction.timeZone, new Date());
    return new Words(this.screens.lang(request), this.screens, this.book, register, today);
  }

  /** Names of accounts, for who recorded what; an id that is no account stays as it is. */
  async names(ids: Iterable<string>, words: Words): Promise<ReadonlyMap<string, string>> {
    const entries = [...new Set(ids)].map(async id => [id, await this.nameOf(id, words)] as const);
    return new Map(await Promise.all(entries));
  }

  private async nameOf(id: string, words: Words): Promise<string> {
    if (id.includes(':')) return machine(id, words);
    try {
      return (await this.accounts.of(id)).name;
    } catch {
      return id;
    }
  }
}
