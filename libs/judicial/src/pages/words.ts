import { Accounts, type HubRequest } from '@hub/access';
import { CriteriaBook, type Money, type Single, type ValueType, type Variable } from '@hub/codebook';
import type { Formats } from '@hub/platform';
import { Labels, listsOf, Screens } from '@hub/web';
import { Injectable } from '@nestjs/common';
import { Law } from '../case/law';
import { FORGOTTEN, isSealed } from './sealed-places';

const missing = new Set(['unknown', 'refused', 'not_applicable']);
const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

/** The words of one page: its language and the criteria in it. */
export class Words {
  readonly labels: Labels;
  readonly fmt: Formats;

  constructor(
    readonly lang: string,
    screens: Screens,
    readonly book: CriteriaBook,
    /** Local day of the jurisdiction. */
    readonly today: string,
  ) {
    const { translator } = screens;
    this.fmt = translator.formats(lang);
    this.labels = new Labels(translator, lang, book);
    this.t = (key, params) => translator.t(lang, key, params);
    this.message = (code, params) => translator.message(lang, code, params) ?? code;
  }

  /** Text of a catalogue. */
  readonly t: (key: string, params?: Record<string, unknown>) => string;
  /** Message of a stable code. */
  readonly message: (code: string, params?: Record<string, unknown>) => string;

  get listOf() {
    return listsOf(this.book, this.today);
  }

  code(list: string, code: string | null): string {
    if (code === null) return this.t('judicial-pages:none');
    if (missing.has(code) && !this.book.code(list, code)) return this.t(`web:missing.${code}`);
    return this.labels.code({ name: list }, code);
  }

  codes(list: string, codes: readonly string[]): string {
    return codes.map(code => this.code(list, code)).join('; ');
  }

  /** A role that may sign in here. */
  role = (name: string): string => this.t(`judicial-access:role.${name}`);

  /** Name of an office or court; an id that is in no register stays as it is. */
  organisation(id: string): string {
    return this.book.institutions.find(institution => institution.id === id)?.name ?? id;
  }

  date(when: string | null | undefined): string {
    if (!when) return this.t('judicial-pages:none');
    return missing.has(when) ? this.t(`web:missing.${when}`) : this.fmt.date(when);
  }

  money({ amount, currency }: Money): string {
    return this.fmt.money(amount, currency);
  }

  /** An answer as people read it. */
  answer(type: ValueType, value: unknown): string {
    if (value === undefined || value === null || value === '') return this.t('judicial-pages:answer.none');
    if (isSealed(value)) return this.t('judicial-pages:answer.sealed');
    if (value === FORGOTTEN) return this.t('judicial-pages:answer.forgotten');
    if (Array.isArray(value)) return this.fmt.list(value.map(one => this.answer(type, one)));
    return this.single(type, value as Single);
  }

  private single(type: ValueType, value: Single): string {
    if (isMoney(value)) return this.money(value);
    if (typeof value === 'number') return this.fmt.number(value);
    const text = String(value);
    if (type.kind === 'date') return this.date(text);
    if (type.kind === 'organisation') return this.organisation(text);
    const list = this.listOf(type)?.name;
    if (list !== undefined) return this.code(list, text);
    return missing.has(text) ? this.t(`web:missing.${text}`) : text;
  }

  /** Answer to a variable of the criteria. */
  valueOf({ type }: Pick<Variable, 'type'>, value: unknown): string {
    return this.answer(type, value);
  }
}

/** `system:settlement` and its like in words: the hub itself did it, or the operator of the server. */
function machine(id: string, { t }: Words): string {
  if (id.startsWith('system:seed')) return t('judicial-pages:actor.seed');
  if (id.startsWith('ops:')) return t('judicial-pages:actor.operator', { name: id.slice('ops:'.length) });
  return t('judicial-pages:actor.system');
}

/** Gives each request its words. */
@Injectable()
export class Wording {
  constructor(
    private readonly screens: Screens,
    private readonly book: CriteriaBook,
    private readonly law: Law,
    private readonly accounts: Accounts,
  ) {}

  of(request: HubRequest): Words {
    return new Words(this.screens.lang(request), this.screens, this.book, this.law.today());
  }

  /** Who recorded what, by id: the person with the roles they hold, or in words that no person did it. */
  async names(ids: Iterable<string>, words: Words): Promise<ReadonlyMap<string, string>> {
    const entries = [...new Set(ids)].map(async id => [id, await this.nameOf(id, words)] as const);
    return new Map(await Promise.all(entries));
  }

  private async nameOf(id: string, words: Words): Promise<string> {
    if (id.includes(':')) return machine(id, words);
    try {
      const { name, grants } = await this.accounts.of(id);
      const roles = [...new Set(grants.map(({ role }) => role))];
      return roles.length > 0 ? `${name} (${words.fmt.list(roles.map(words.role))})` : name;
    } catch {
      return words.t('judicial-pages:actor.unknown');
    }
  }
}
