import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { Screens } from '@hub/web';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sessionOf } from './acting';
import { CaseFiles } from './case-files';
import { tableOf } from './case-list.controller';
import { CaseQuery } from './case-query';
import { FormDrafts } from './form-drafts';
import { PageQuery } from './page-query';
import { tasksOfCases } from './task-view';
import { Wording, type Words } from './words';

/** V2: what waits for the person, what was begun, what was last worked on. */
@Controller()
export class HomePages {
  constructor(
    private readonly cases: CaseQuery,
    private readonly files: CaseFiles,
    private readonly drafts: FormDrafts,
    private readonly wording: Wording,
    private readonly screens: Screens,
  ) {}

  /** Everybody who can sign in has a home; what it shows depends on the rights. */
  @Get()
  @Policy('session.use')
  async home(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() query: PageQuery,
  ): Promise<void> {
    const words = await this.wording.of(request);
    const reach = this.screens.reach(request, 'case.list');
    const { id } = sessionOf(request).actor;
    const seesCases = reach.length > 0;
    const due = seesCases ? await this.cases.due(reach, 10) : [];
    const mine = seesCases ? await this.cases.list(reach, { mine: '1' }, undefined, id) : undefined;
    const recent = seesCases ? await this.cases.list(reach, {}) : undefined;
    const model = {
      name: sessionOf(request).actor.name,
      seesCases,
      tasks: tasksOfCases(due, words).slice(0, 10),
      drafts: await this.draftRows(request, words),
      mine: tableOf((mine?.cases ?? []).slice(0, 10), words),
      recent: tableOf((recent?.cases ?? []).slice(0, 10), words),
      mayRegister: this.screens.may(request, 'case.register'),
    };
    const notice = query.done ? words.t(`victims-pages:done.${query.done}`) : '';
    await this.screens.send(request, reply, 'home.njk', model, { screen: 'V2', notice });
  }

  @Get('tasks')
  @Policy('task.list', { resource: 'some' })
  async tasks(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
  ): Promise<void> {
    const words = await this.wording.of(request);
    const tasks = tasksOfCases(await this.cases.due(reach, 200), words);
    const groups = (['overdue', 'soon', 'later'] as const).map(when => ({
      title: words.t(`victims-pages:tasks.${when}`),
      tasks: tasks.filter(task => task.when === when),
    }));
    await this.screens.send(request, reply, 'tasks.njk', { groups }, { screen: 'V2t' });
  }

  private async draftRows(request: HubRequest, words: Words) {
    const drafts = await this.drafts.mine(request);
    return Promise.all(
      drafts.map(async ({ form, savedAt, expiresAt }) => ({
        title: await this.draftTitle(form, words),
        href: `/${form}`,
        discard: `/drafts/discard?form=${encodeURIComponent(form)}`,
        saved: words.fmt.dateTime(savedAt),
        expires: expiresAt
          ? words.t('victims-pages:draft.expires', { when: words.fmt.dateTime(expiresAt) })
          : '',
      })),
    );
  }

  private async draftTitle(form: string, words: Words): Promise<string> {
    const [, id = '', kind, name = ''] = form.split('/');
    if (id === 'new') return words.t('victims-pages:new.title');
    const file = await this.files.read(id).catch(() => undefined);
    const reference = file?.row.reference ?? '';
    if (kind === 'sections') return `${reference} · ${words.labels.section(name)}`;
    return `${reference} · ${kind === 'record' ? words.t(`victims-pages:form.${name}`) : words.t('victims-pages:correct.title')}`;
  }
}
