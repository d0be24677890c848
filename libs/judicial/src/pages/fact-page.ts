import { Accounts, type HubRequest, type Reach } from '@hub/access';
import type { Act, Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import type { FormBody, FormProblem } from '@hub/web';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { parseReference } from '../case/reference';
import { commandOf, problemsOf, textOf } from './acting';
import { choicesOf, type Ground } from './case-choices';
import type { CaseInView } from './case-files';
import { Desk } from './desk';
import { askedOf, assembled, freshAnswers, type Asked } from './each-person';
import { emptySets, readFactFields } from './fact-fields';
import { allFields, groupsOf } from './fact-groups';
import type { Answers, FactForm } from './fact-types';
import type { PageQuery } from './page-query';
import type { Words } from './words';

/** What a form shows beside its fields. */
interface Shown {
  readonly answers: Answers;
  readonly problems: readonly FormProblem[];
  readonly command?: string;
  readonly savedAt?: Date;
}

interface Place {
  readonly form: FactForm;
  readonly file: CaseInView;
  readonly words: Words;
  /** Whom the form was opened for, where it was opened for one. */
  readonly person: string | undefined;
}

/** Draws and takes the forms of facts of a case. */
@Injectable()
export class FactPage {
  constructor(
    private readonly desk: Desk,
    private readonly accounts: Accounts,
  ) {}

  async form(request: HubRequest, reply: FastifyReply, form: FactForm, query: PageQuery & { case: string }) {
    const file = await this.desk.files.read(query.case, query.after);
    const words = this.desk.wording.of(request);
    const draft = await this.desk.forms.drafts.load(request, pathOf(form, file.id, query.person));
    const asked = form.each ? askedOf(form.each, file.proceeding) : [];
    const answers = draft
      ? readFactFields(allFields(form, asked), draft.body)
      : fresh(form, asked, query.person);
    const savedAt = draft?.savedAt;
    await this.draw(
      request,
      reply,
      { form, file, words, person: query.person },
      { answers, problems: [], ...(savedAt && { savedAt }) },
    );
  }

  async take(
    request: HubRequest,
    reply: FastifyReply,
    form: FactForm,
    given: { case: string; person?: string | undefined; body: FormBody },
  ) {
    const { body, person } = given;
    const file = await this.desk.files.read(given.case);
    const path = pathOf(form, file.id, person);
    const subject = person ?? file.id;
    if (await this.desk.forms.keptAside(request, reply, body, { path, subject })) return;
    const words = this.desk.wording.of(request);
    const asked = form.each ? askedOf(form.each, file.proceeding) : [];
    const answers = readFactFields(allFields(form, asked), body);
    const each = form.each && assembled(form.each, asked, answers);
    try {
      const own = readFactFields(form.fields, body);
      const data = { ...emptySets(form.fields), ...own, ...each?.data };
      const act = this.desk.acting.act(request, body);
      const reach = this.desk.screens.reach(request, 'case.join');
      const command = await this.command({ form, file }, data, { act, reach });
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      await this.desk.forms.drafts.discard(request, path);
      // A case transferred is beyond reach from now on.
      const next = form.name === 'transfer' ? '/proceedings' : `/proceedings/${file.id}`;
      await this.desk.screens.redirect(reply, `${next}?after=${position}&done=${form.name}`);
    } catch (error) {
      const problems = problemsOf(error, words, each?.place);
      await this.draw(
        request,
        reply,
        { form, file, words, person },
        { answers, problems, command: textOf(body, '_command') },
      );
    }
  }

  /** The command; the other case of a joinder is typed as its reference. */
  private async command(
    { form, file }: Pick<Place, 'form' | 'file'>,
    data: object,
    { act, reach }: { readonly act: Act; readonly reach: readonly Reach[] },
  ): Promise<object> {
    const set = { id: file.id, act };
    if (form.name === 'join') {
      const { from } = data as { from?: string };
      return commandOf(form.command, { ...data, from: await this.joined(from ?? '', reach) }, set);
    }
    return commandOf(form.command, data, set);
  }

  private async joined(typed: string, reach: readonly Reach[]): Promise<string> {
    const reference = parseReference(typed);
    const id = reference && (await this.desk.files.byReference(reference, reach));
    if (id) return id;
    const problem = { pointer: '/from', code: 'judicial-pages.search.no-such-case' };
    throw new Refusal(problem.code, {}, { status: 422, problems: [problem] });
  }

  private async draw(request: HubRequest, reply: FastifyReply, place: Place, shown: Shown): Promise<void> {
    const { form, file, words, person } = place;
    const { answers, problems, savedAt, command } = shown;
    const accounts = await this.accountsFor(form);
    const ground: Ground = {
      proceeding: file.proceeding,
      words,
      step: form.name,
      ...(accounts && { accounts }),
    };
    const asked = form.each ? askedOf(form.each, file.proceeding) : [];
    await this.desk.forms.show(request, reply, words, {
      screen: form.screen,
      title: words.t(`judicial-pages:step.${form.name}`),
      intro: this.introOf(form, ground, file),
      back: `/proceedings/${file.id}`,
      path: pathOf(form, file.id, person),
      groups: groupsOf(form, asked, { ground, answers, problems }),
      submit: words.t('judicial-pages:action.record'),
      problems,
      ...(savedAt && { savedAt }),
      ...(command && { command }),
    });
  }

  /** Which case; and where there is nothing the step could be about, that it is not possible now. */
  private introOf({ fields }: FactForm, ground: Ground, { row }: CaseInView): string {
    const { words } = ground;
    const empty = fields.some(
      ({ type }) =>
        type.kind === 'pick' && type.from !== 'person' && choicesOf(type.from, ground).length === 0,
    );
    return empty ? `${row.reference} · ${words.t('judicial-pages:step.not-now')}` : row.reference;
  }

  /** Who may be given the case. */
  private async accountsFor({ name }: FactForm): Promise<ReadonlyMap<string, string> | undefined> {
    if (name !== 'assign') return undefined;
    const all = (await this.accounts.list()).filter(account =>
      account.grants.some(({ role }) => role === 'prosecutor'),
    );
    return new Map(all.map(({ id, name: of }) => [id, of]));
  }
}

/** Opened for a person it is a form of its own: what is typed about one accused never stands where another is meant. */
const pathOf = (form: FactForm, id: string, person: string | undefined) =>
  `proceedings/${id}/record/${form.name}${person === undefined ? '' : `?person=${person}`}`;

function fresh({ each, fields }: FactForm, asked: readonly Asked[], person: string | undefined): Answers {
  const about = fields.find(({ name }) => name === 'person' || name === 'persons');
  const chosen =
    about && person !== undefined ? { [about.name]: about.name === 'person' ? person : [person] } : {};
  return { ...chosen, ...(each && freshAnswers(each, asked, person)) };
}
