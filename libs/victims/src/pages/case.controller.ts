import { AccessLog, Policy, type HubRequest } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { sessionOf } from './acting';
import type { CaseInView } from './case-files';
import { headOf } from './case-head';
import { partsOf } from './case-parts';
import { answeredOnly, answerGroups } from './answers';
import { cardsOf } from './part-cards';
import { criteriaTasks, findingViews, missingLinks } from './case-state';
import { FormDrafts } from './form-drafts';
import { nextSteps } from './next-steps';
import { PageQuery } from './page-query';
import { routeOf } from './route';
import { SealedTexts } from './sealed-texts';
import { taskView } from './task-view';
import { awaiting } from './waiting';
import type { Words } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

/** V6 and V18: a case at a glance, and its summary on paper. */
@Controller('cases/:case')
export class CasePages {
  constructor(
    private readonly desk: Desk,
    private readonly drafts: FormDrafts,
    private readonly texts: SealedTexts,
    private readonly book: CriteriaBook,
    private readonly log: AccessLog,
  ) {}

  @Get()
  @Policy('case.read', rights)
  async overview(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, query.after);
    const words = await this.desk.wording.of(request);
    const may = (action: string) => this.desk.screens.mayHere(request, action);
    const steps = nextSteps(file, words, may);
    const open = (form: string) => steps.usable.has(form);
    const model = {
      ...frameOf(file, words),
      sections: criteriaTasks(
        file,
        this.book,
        words,
        await this.draftedOf(request, id),
        may('case.describe') && !file.registration.closed,
      ),
      parts: cardsOf(file, {
        ...{ book: this.book, words, open },
        mayCorrect: may('case.correct') && !file.registration.closed,
      }),
      route: routeOf(file.values, words),
      steps: steps.groups,
      tasks: tasksHere(file, words, may),
      closed: file.registration.closed ? words.message('victims.case.already-closed') : '',
      maySeeAccess: may('case.see-access'),
      findings: findingViews(file.row.findings, id, this.book, words),
      missing: missingLinks(file, this.book, words),
      others: await this.desk.files.alsoOf(file, this.desk.screens.reach(request, 'case.read')),
      requests: awaiting(file.row.requests).length,
      mayIdentify: this.texts.purposes(request).length > 0,
      mayErase:
        this.desk.screens.may(request, 'erasure.request') ||
        this.desk.screens.may(request, 'erasure.approve'),
    };
    await this.desk.screens.send(request, reply, 'case.njk', model, {
      screen: 'V6',
      notice: noticeOf(query, words),
    });
  }

  /** V18: the summary on paper; `anonymous` leaves out the reference, too. */
  @Get('print')
  @Policy('case.read', rights)
  async print(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, query.after);
    const words = await this.desk.wording.of(request);
    const anonymous = query.about === 'anonymous';
    await this.printed(request, file);
    const head = headOf(file, words);
    const model = {
      id,
      reference: anonymous ? words.t('victims-pages:print.anonymous') : file.row.reference,
      anonymous,
      head: anonymous ? head.slice(1) : head,
      groups: answeredOnly(answerGroups(file, words, { mayChange: false, anonymous })),
      parts: partsOf(file.view, { id, words, open: () => false }).filter(({ parts }) => parts.length > 0),
      tasks: tasksHere(file, words),
    };
    await this.desk.screens.send(request, reply, 'print.njk', model, { screen: 'V18' });
  }

  /** Paper leaves the house: a print is a disclosure of its own. */
  private async printed(request: HubRequest, { id, row }: CaseInView): Promise<void> {
    const { actor } = sessionOf(request);
    await this.log.record({
      kind: 'disclosure',
      actor: actor.id,
      ...(actor.office && { office: actor.office }),
      purpose: request.granted?.purpose ?? 'case.read',
      subjects: [row.person],
      resource: { kind: 'case', id },
      recipient: 'print',
    });
  }

  private async draftedOf(request: HubRequest, id: string): Promise<ReadonlySet<string>> {
    const mine = await this.drafts.mine(request);
    const prefix = `cases/${id}/sections/`;
    return new Set(mine.flatMap(({ form }) => (form.startsWith(prefix) ? [form.slice(prefix.length)] : [])));
  }
}

/** The case a page is about. */
export const frameOf = (file: CaseInView, words: Words) => ({
  id: file.id,
  reference: file.row.reference,
  head: headOf(file, words),
});

const tasksHere = ({ id, row, view }: CaseInView, words: Words, may?: (action: string) => boolean) =>
  row.tasks.map(task => taskView(task, { id, reference: row.reference, view }, words, may));

/** What was just done, as the notice at the top says it. */
export const noticeOf = ({ done }: PageQuery, words: Words): string => {
  if (done === undefined) return '';
  const known = [
    'section',
    'section-shortened',
    'registered',
    'corrected',
    'correction-requested',
    'correction-settled',
    'correction-returned',
    'correction-withdrawn',
  ];
  if (known.includes(done)) return words.t(`victims-pages:done.${done}`);
  return words.t('victims-pages:done.recorded', { what: words.t(`victims-pages:form.${done}`) });
};
