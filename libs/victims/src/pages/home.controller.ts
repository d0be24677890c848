import { Policy, type HubRequest } from '@hub/access';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sessionOf } from './acting';
import { CaseQuery } from './case-query';
import { tableOf } from './case-table';
import { Desk } from './desk';
import { FormDrafts } from './form-drafts';
import { PageQuery } from './page-query';
import { tasksOfCases } from './task-view';
import { awaiting, Waiting } from './waiting';
import type { Words } from './words';

const SHOWN = 10;

/** V2: what waits for the person, what was begun, what was last worked on. */
@Controller()
export class HomePages {
  constructor(
    private readonly cases: CaseQuery,
    private readonly waiting: Waiting,
    private readonly drafts: FormDrafts,
    private readonly desk: Desk,
  ) {}

  /** Everybody who can sign in has a home; what it shows depends on the rights. */
  @Get()
  @Policy('session.use')
  async home(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() query: PageQuery,
  ): Promise<void> {
    const { screens, wording } = this.desk;
    const words = await wording.of(request);
    const model = {
      ...(await this.work(request, words)),
      name: sessionOf(request).actor.name,
      drafts: await this.draftRows(request, words),
      mayRegister: screens.may(request, 'case.register'),
    };
    const notice = query.done ? words.t(`victims-pages:done.${query.done}`) : '';
    await screens.send(request, reply, 'home.njk', model, { screen: 'V2', notice });
  }

  private async work(request: HubRequest, words: Words) {
    const { screens } = this.desk;
    const reach = screens.reach(request, 'case.list');
    const none = { seesCases: false, tasks: [], decisions: '', mine: tableOf([], words) };
    if (reach.length === 0) return { ...none, recent: none.mine };
    const account = sessionOf(request).actor.id;
    const [due, mine, recent] = await Promise.all([
      this.waiting.due(reach, SHOWN),
      this.cases.list({ reach, filters: { mine: '1' }, account }),
      this.cases.list({ reach, filters: {}, account }),
    ]);
    const shown = mine.slice(0, SHOWN);
    const known = new Set(shown.map(file => file.case_id));
    const others = recent.filter(file => !known.has(file.case_id));
    return {
      seesCases: true,
      tasks: tasksOfCases(due, words, action => screens.may(request, action)).slice(0, SHOWN),
      decisions: await this.decisions(request, words),
      mine: tableOf(shown, words),
      recent: tableOf(others.slice(0, SHOWN), words),
    };
  }

  /** How much waits for a second person, for whoever may be that person. */
  private async decisions(request: HubRequest, words: Words): Promise<string> {
    const { screens } = this.desk;
    const [corrections, erasures] = await Promise.all([
      this.waiting.corrections(screens.reach(request, 'correction.approve')),
      this.waiting.erasures(screens.reach(request, 'erasure.approve')),
    ]);
    const requests = corrections.flatMap(row => awaiting(row.requests));
    const count = requests.length + erasures.length;
    return count > 0 ? words.t('decisions.waiting', { count }) : '';
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
    const [, id = '', kind, name = ''] = form.split(/[/?]/);
    if (id === 'new') return words.t('victims-pages:new.title');
    const file = await this.desk.files.read(id).catch(() => undefined);
    const reference = file?.row.reference ?? '';
    if (kind === 'sections') return `${reference} · ${words.labels.section(name)}`;
    return `${reference} · ${kind === 'record' ? words.t(`victims-pages:form.${name}`) : words.t('victims-pages:correct.title')}`;
  }
}
