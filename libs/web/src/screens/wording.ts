import { Accounts, accessLabels, type AccessKind, type HubRequest, type RoleGrant } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import type { Formats } from '@hub/platform';
import { Injectable } from '@nestjs/common';
import { Labels } from '../form/labels';
import { Screens } from '../page/screens';

/** Words of the screens about people and their rights, in the language of one request. */
export class RightsWords {
  readonly fmt: Formats;
  readonly labels: Labels;

  constructor(
    readonly screens: Screens,
    readonly lang: string,
    readonly book: CriteriaBook,
    private readonly people: ReadonlyMap<string, string>,
  ) {
    this.fmt = screens.translator.formats(lang);
    this.labels = new Labels(screens.translator, lang, book);
  }

  t(key: string, params?: Record<string, unknown>): string {
    return this.screens.translator.t(this.lang, key, params);
  }

  /** How or to whom data left; what somebody wrote stands as it is. */
  recipient(recipient: string | undefined): string {
    const key = recipient === undefined ? undefined : accessLabels.recipient(recipient);
    return key === undefined ? (recipient ?? '') : this.t(key);
  }

  message(code: string, params?: Record<string, unknown>): string {
    return this.screens.translator.message(this.lang, code, params) ?? code;
  }

  /** Of the context, or of the room that keeps accounts in both; a name without words stays as it is. */
  private named(kind: 'role' | 'action' | 'purpose', name: string, shared?: string): string {
    const keys = [this.screens.installation.rights[kind](name), ...(shared === undefined ? [] : [shared])];
    const key = keys.find(known => this.screens.translator.has(this.lang, known));
    return key === undefined ? name : this.t(key);
  }

  role = (name: string): string => this.named('role', name);
  action = (name: string): string => this.named('action', name, accessLabels.action(name));
  /** An action that needs no purpose stands in the log for itself. */
  purpose = (name: string): string => {
    const said = this.named('purpose', name, accessLabels.purpose(name));
    return said === name ? this.action(name) : said;
  };
  kind = (kind: AccessKind): string => this.t(accessLabels.kind(kind));

  /** Name of an office or of a first-level unit; one that is not in the criteria keeps its id. */
  place(list: 'organisation' | 'unit', code: string | undefined): string {
    if (code === undefined) return '';
    const known =
      list === 'unit'
        ? this.book.jurisdiction.units.some(unit => unit.code === code)
        : this.book.institutions.some(({ id }) => id === code);
    return known ? this.labels.code({ name: list }, code) : code;
  }

  /** A role with where and until when it holds. */
  grant = ({ role, office, county, from, until }: RoleGrant): string => {
    const dates = [
      from && this.t('web:people.from', { date: this.fmt.dateTime(from) }),
      until && this.t('web:people.until', { date: this.fmt.dateTime(until) }),
    ];
    const parts = [this.role(role), this.place('organisation', office), this.place('unit', county), ...dates];
    return parts.filter(Boolean).join(' · ');
  };

  /** Who did something: a person, the system, or the operator at the console. */
  actor(id: string): string {
    const name = this.people.get(id);
    if (name !== undefined) return name;
    if (id.startsWith('system:')) return this.t('web:people.system', { name: id.slice(7) });
    if (id.startsWith('ops:')) return this.t('web:people.operator', { name: id.slice(4) });
    return id;
  }
}

/** Gives each request its words. */
@Injectable()
export class Wording {
  constructor(
    private readonly screens: Screens,
    private readonly book: CriteriaBook,
    private readonly accounts: Accounts,
  ) {}

  async of(request: HubRequest): Promise<RightsWords> {
    const people = new Map((await this.accounts.list()).map(({ id, name }) => [id, name]));
    return new RightsWords(this.screens, this.screens.lang(request), this.book, people);
  }
}
