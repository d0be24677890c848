import { AccessLog, Policy, type HubRequest } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { sessionOf } from './acting';
import type { CaseInView } from './case-files';
import { headOf } from './case-head';
import { partsOf } from './case-parts';
import { criteriaTasks, findingViews, missingLinks } from './case-state';
import { FormDrafts } from './form-drafts';
import { nextSteps } from './next-steps';
import { PageQuery } from './page-query';
import { SealedTexts } from './sealed-texts';
import { taskView } from './task-view';
import type { Words } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

/** V6 and V9: a case at a glance, and all its answers. */
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
      ...(await this.frame(file, words)),
      sections: criteriaTasks(
        file,
        this.book,
        words,
        await this.draftedOf(request, id),
        may('case.describe'),
      ),
      parts: partsOf(file.view, { id, words, open }),
      steps: steps.groups,
      tasks: file.row.tasks.map(task => taskView(task, { id, reference: file.row.reference }, words)),
      findings: findingViews(file.row.findings, id, this.book, words),
      missing: missingLinks(file, this.book, words),
      others: await this.desk.files.alsoOf(file),
      requests: Object.keys(file.row.requests).length,
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

  @Get('answers')
  @Policy('case.read', rights)
  async answers(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, query.after);
    const words = await this.desk.wording.of(request);
    const may = this.desk.screens.mayHere(request, 'case.describe');
    const model = {
      ...(await this.frame(file, words)),
      groups: answerGroups(file, this.book, words, may),
      findings: findingViews(file.row.findings, id, this.book, words),
      missing: missingLinks(file, this.book, words),
    };
    await this.desk.screens.send(request, reply, 'answers.njk', model, {
      screen: 'V9',
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
      groups: answerGroups(file, this.book, words, false),
      parts: partsOf(file.view, { id, words, open: () => false }),
      tasks: file.row.tasks.map(task => taskView(task, { id, reference: file.row.reference }, words)),
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

  private async frame(file: CaseInView, words: Words) {
    const { id, row } = file;
    return { id, reference: row.reference, head: headOf(file, words) };
  }

  private async draftedOf(request: HubRequest, id: string): Promise<ReadonlySet<string>> {
    const mine = await this.drafts.mine(request);
    const prefix = `cases/${id}/sections/`;
    return new Set(mine.flatMap(({ form }) => (form.startsWith(prefix) ? [form.slice(prefix.length)] : [])));
  }
}

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
  ];
  if (known.includes(done)) return words.t(`victims-pages:done.${done}`);
  return words.t('victims-pages:done.recorded', { what: words.t(`victims-pages:form.${done}`) });
};

/** Answers by section, each with the link to change it. */
function answerGroups(file: CaseInView, book: CriteriaBook, words: Words, mayChange: boolean) {
  const described = book.sections.map(({ name, variables }) => ({
    title: words.labels.section(name),
    change: mayChange ? `/cases/${file.id}/sections/${name}` : '',
    rows: variables
      .filter(
        variable =>
          file.values[variable.name] !== undefined ||
          file.view.sections[name]?.values[variable.name] !== undefined ||
          !variable.derived,
      )
      .map(variable => ({
        key: words.labels.variable(variable.name),
        value: words.valueOf(
          variable,
          file.view.sections[name]?.values[variable.name] ?? file.values[variable.name],
        ),
      })),
  }));
  const facts = [...new Set(book.lifeCycle.map(({ fact }) => fact))].filter(fact => fact !== 'identity');
  const lived = facts.map(fact => ({
    title: words.labels.fact(fact),
    change: '',
    rows: book
      .fact(fact)
      .filter(({ name }) => file.values[name] !== undefined)
      .map(variable => ({
        key: words.labels.variable(variable.name),
        value: words.valueOf(variable, file.values[variable.name]),
      })),
  }));
  return [...described, ...lived.filter(({ rows }) => rows.length > 0)];
}
