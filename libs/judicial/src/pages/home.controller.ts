import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sessionOf } from './acting';
import { personName } from './case-choices';
import { Desk } from './desk';
import { tableOf } from './list-table';
import { noticeOf } from './notice';
import { PageQuery } from './page-query';
import { ProceedingsList } from './proceedings-list';
import { taskView } from './task-view';
import type { Words } from './words';

/** J1: what waits, what was begun, the person's own proceedings, and those last worked on. */
@Controller()
export class HomePages {
  constructor(
    private readonly desk: Desk,
    private readonly proceedings: ProceedingsList,
  ) {}

  /** Everybody who can sign in has a home; what it shows depends on the rights. */
  @Get()
  @Policy('session.use')
  async home(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() query: PageQuery,
  ): Promise<void> {
    const words = this.desk.wording.of(request);
    const reach = this.desk.screens.reach(request, 'case.list');
    const sees = reach.length > 0;
    const { id: account } = sessionOf(request).actor;
    const [due, mine, recent] = sees
      ? await Promise.all([
          this.proceedings.due(reach, 10),
          this.proceedings.list({ reach, filters: { mine: '1' }, account }, 'changed'),
          this.proceedings.list({ reach, filters: {}, account }, 'changed'),
        ])
      : [[], { cases: [] }, { cases: [] }];
    const model = {
      sees,
      tasks: due.map(task => taskView(task, task.reference, words)),
      drafts: await this.drafts(request, words),
      mine: tableOf(mine.cases.slice(0, 10), words),
      recent: tableOf(recent.cases.slice(0, 10), words),
      mayOpen: this.desk.screens.may(request, 'case.open'),
    };
    const notice = noticeOf(query, words);
    await this.desk.screens.send(request, reply, 'judicial-home.njk', model, { screen: 'J1', notice });
  }

  @Get('tasks')
  @Policy('task.list', { resource: 'some' })
  async tasks(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
  ): Promise<void> {
    const words = this.desk.wording.of(request);
    const rows = await this.proceedings.due(reach, 200);
    const tasks = rows.map(task => taskView(task, task.reference, words));
    const groups = (['overdue', 'soon', 'later', 'undated'] as const).map(when => ({
      title: words.t(`judicial-pages:tasks.${when}`),
      tasks: tasks.filter(task => task.when === when),
    }));
    await this.desk.screens.send(request, reply, 'tasks.njk', { groups }, { screen: 'J1t' });
  }

  private async drafts(request: HubRequest, words: Words) {
    const drafts = await this.desk.forms.drafts.mine(request);
    return Promise.all(
      drafts.map(async ({ form, savedAt, expiresAt }) => ({
        title: await this.draftTitle(form, words),
        href: `/${form}`,
        discard: `/drafts/discard?form=${encodeURIComponent(form)}`,
        saved: words.fmt.dateTime(savedAt),
        expires: expiresAt
          ? words.t('judicial-pages:draft.expires', { when: words.fmt.dateTime(expiresAt) })
          : '',
      })),
    );
  }

  private async draftTitle(form: string, words: Words): Promise<string> {
    const [address = '', person] = form.split('?person=');
    const [, id = '', ...rest] = address.split('/');
    if (id === 'new') return words.t('judicial-pages:new.title');
    const file = await this.desk.files.read(id).catch(() => undefined);
    const who = file && personIn(rest, person);
    return [
      file?.row.reference ?? '',
      formTitle(rest, words),
      ...(who ? [personName(file.proceeding, who, words)] : []),
    ].join(' · ');
  }
}

/** Whom a form is about: whom it was opened for, or whose page it stands on. */
function personIn([kind, person]: readonly string[], opened: string | undefined): string | undefined {
  if (opened !== undefined) return opened;
  return kind === 'persons' && person !== 'new' ? person : undefined;
}

/** What a form is about, by the rest of its address. */
function formTitle(parts: readonly string[], words: Words): string {
  const [kind = '', name = ''] = parts;
  if (kind === 'record') return words.t(`judicial-pages:step.${name}`);
  if (kind === 'correct') return words.t('judicial-pages:correct.title');
  if (kind === 'sections') return words.labels.section(name);
  if (name === 'new') return words.t('judicial-pages:step.register-suspect');
  const [, , inner, section = ''] = parts;
  return inner === 'sections' ? words.labels.section(section) : words.t('judicial-pages:identity.record');
}
