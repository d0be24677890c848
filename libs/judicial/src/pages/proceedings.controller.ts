import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { Labels, Screens } from '@hub/web';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { nextSteps } from '../case/next-steps';
import type { CaseFact, CaseFile, DefendantRow } from '../read/case-tables';
import { stages } from '../read/stage';
import { ProceedingsList } from './proceedings-list';

class ListQuery {
  @IsOptional() @IsIn([...stages, '']) stage?: string;
  @IsOptional() @Matches(/^J-[\w-]{4,30}$/) after?: string;
}

/** Words and formats of one request. */
interface Words {
  readonly labels: Labels;
  readonly t: (key: string, params?: Record<string, unknown>) => string;
  readonly fmt: ReturnType<Screens['translator']['formats']>;
}

/** J1–J3, J10: what waits, the proceedings in reach, one of them with its accused, its next steps and its history. */
@Controller()
export class ProceedingsPages {
  constructor(
    private readonly screens: Screens,
    private readonly book: CriteriaBook,
    private readonly proceedings: ProceedingsList,
  ) {}

  /** Everybody who can sign in has a home; what it shows depends on the rights. */
  @Get()
  @Policy('session.use')
  async home(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const words = this.words(request);
    const reach = this.screens.reach(request, 'case.list');
    const due = reach.length > 0 ? await this.proceedings.due(reach) : [];
    const recent = reach.length > 0 ? (await this.proceedings.page(reach, undefined, undefined)).cases : [];
    const tasks = due.map(task => ({
      text: words.t(`judicial-pages:task.${task.kind}`),
      href: `/proceedings/${task.case_id}`,
      reference: task.reference,
      due: task.due ? words.fmt.date(task.due) : '',
    }));
    const model = { sees: reach.length > 0, tasks, table: this.table(recent.slice(0, 10), words) };
    await this.screens.send(request, reply, 'judicial-home.njk', model, { screen: 'J1' });
  }

  @Get('proceedings')
  @Policy('case.list', { resource: 'some' })
  async list(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Query() query: ListQuery,
  ): Promise<void> {
    const words = this.words(request);
    const stage = query.stage || undefined;
    const { cases, total, next } = await this.proceedings.page(reach, stage, query.after);
    const more = new URLSearchParams({ ...(stage && { stage }), ...(next && { after: next }) }).toString();
    const model = {
      count: words.t('judicial-pages:list.count', { count: total }),
      filtered: stage !== undefined,
      stages: stages.map(value => ({
        value,
        text: this.code('stage', value, words),
        selected: value === stage,
      })),
      table: this.table(cases, words),
      next: next ? `/proceedings?${more}` : '',
    };
    await this.screens.send(request, reply, 'proceedings.njk', model, { screen: 'J2' });
  }

  @Get('proceedings/:id')
  @Policy('case.read', { resource: 'some', entry: 'consultation' })
  async one(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const file = await this.proceedings.one(reach, id);
    if (!file) throw new Refusal('judicial-pages.unknown', {}, { status: 404 });
    const words = this.words(request);
    const defendants = await this.proceedings.defendants(id);
    const names = new Map(
      defendants.map(({ person }, at) => [person, words.t('judicial-pages:person', { number: at + 1 })]),
    );
    const model = {
      reference: file.reference,
      identity: this.identity(file, words),
      strip: this.strip(file, words),
      persons: this.grid(defendants, names, words),
      steps: this.steps(file, names, words),
      timeline: (await this.proceedings.facts(id)).map(fact => this.entry(fact, names, words)),
    };
    await this.screens.send(request, reply, 'proceeding.njk', model, { screen: 'J3' });
  }

  private words(request: HubRequest): Words {
    const lang = this.screens.lang(request);
    const { translator } = this.screens;
    return {
      labels: new Labels(translator, lang, this.book),
      t: (key, params) => translator.t(lang, key, params),
      fmt: translator.formats(lang),
    };
  }

  private code(list: string, code: string | null, { labels, t }: Words): string {
    if (code === null) return t('judicial-pages:none');
    return labels.code({ name: list }, code);
  }

  private office(id: string): string {
    return this.book.institutions.find(institution => institution.id === id)?.name ?? id;
  }

  private bases(codes: readonly string[], words: Words): string {
    return codes.map(code => this.code('legal_basis', code, words)).join('; ');
  }

  private table(cases: readonly CaseFile[], words: Words) {
    const names = ['reference', 'stage', 'legal_basis', 'suspects', 'accused', 'convicted', 'opened'];
    return {
      caption: words.t('judicial-pages:list.title'),
      showCaption: false,
      columns: names.map(name => ({
        text: words.t(`judicial-pages:column.${name}`),
        numeric: ['suspects', 'accused', 'convicted'].includes(name),
      })),
      rows: cases.map(file => [
        { text: file.reference, href: `/proceedings/${file.id}` },
        { text: this.code('stage', file.stage, words), tag: file.closed ? 'grey' : 'blue' },
        { text: this.bases(file.legal_basis, words) },
        { text: words.fmt.number(file.suspects), numeric: true },
        { text: words.fmt.number(file.accused), numeric: true },
        { text: words.fmt.number(file.convicted), numeric: true },
        { text: words.fmt.shortDate(file.opened_on) },
      ]),
    };
  }

  private identity(file: CaseFile, words: Words) {
    const { t } = words;
    return [
      { key: t('judicial-pages:column.reference'), value: file.reference, tag: '' },
      {
        key: t('judicial-pages:column.stage'),
        value: this.code('stage', file.stage, words),
        tag: file.closed ? 'grey' : 'blue',
      },
      { key: t('judicial-pages:office'), value: this.office(file.office), tag: '' },
      { key: t('judicial-pages:column.opened'), value: words.fmt.date(file.opened_on), tag: '' },
      { key: t('judicial-pages:column.legal_basis'), value: this.bases(file.legal_basis, words), tag: '' },
    ];
  }

  private strip(file: CaseFile, words: Words) {
    const now = stages.indexOf(file.stage as (typeof stages)[number]);
    const state = (at: number) => (at < now ? 'done' : at === now ? 'now' : 'ahead');
    return stages.map((stage, at) => ({ text: this.code('stage', stage, words), state: state(at) }));
  }

  /** One row for each suspect, accused or convicted person; the word follows the stage. */
  private grid(defendants: readonly DefendantRow[], names: ReadonlyMap<string, string>, words: Words) {
    const columns = ['person', 'standing', 'stage', 'decision', 'verdict', 'sentence'];
    return {
      caption: words.t('judicial-pages:persons'),
      showCaption: true,
      columns: columns.map(name => ({ text: words.t(`judicial-pages:grid.${name}`), numeric: false })),
      rows: defendants.map(row => [
        { text: names.get(row.person) ?? '' },
        { text: words.t(`judicial-pages:wording.${row.wording}`) },
        { text: this.code('stage', row.stage, words) },
        { text: this.code('prosecution_decision', row.decision, words) },
        { text: this.code('verdict', row.verdict, words) },
        { text: this.sentence(row, words) },
      ]),
    };
  }

  private sentence({ sentence_kind: kind, sentence_months: months }: DefendantRow, words: Words): string {
    const text = this.code('sentence_type', kind, words);
    return months === null ? text : `${text}: ${words.t('judicial-pages:months', { count: months })}`;
  }

  /** What the law allows now comes first; the others are shown with what stands in their way. */
  private steps(file: CaseFile, names: ReadonlyMap<string, string>, words: Words) {
    const all = nextSteps(file.state.proceeding).map(({ step, person, obstacle }) => ({
      text: words.t(`judicial-pages:step.${step}`),
      person: person === undefined ? '' : (names.get(person) ?? ''),
      reason:
        obstacle === undefined
          ? ''
          : (this.screens.translator.message(words.labels.lang, obstacle) ?? obstacle),
    }));
    return {
      now: all.filter(({ reason }) => reason === ''),
      later: all.filter(({ reason }) => reason !== ''),
    };
  }

  private entry(fact: CaseFact, names: ReadonlyMap<string, string>, words: Words) {
    const about = fact.person === null ? '' : (names.get(fact.person) ?? '');
    const title = words.t(`judicial-pages:fact.${fact.type}`);
    return {
      id: fact.id,
      title: about ? `${title} · ${about}` : title,
      when: fact.on_date ? words.fmt.date(fact.on_date) : '',
      recorded: words.fmt.dateTime(new Date(fact.recorded_at)),
      who: words.t('judicial-pages:recorded-by'),
      office: fact.office ? this.office(fact.office) : '',
      details: [],
      inError: false,
      correctedBy: '',
      corrects: fact.corrected === null ? '' : fact.id,
      reason: '',
      correctHref: '',
    };
  }
}
