import { Policy, type HubRequest } from '@hub/access';
import { CriteriaBook, type Section, type Values } from '@hub/codebook';
import type { Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { type EntryAsked, presentFields, readFields, type FormBody, type FormProblem } from '@hub/web';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { DraftInfo } from '@hub/vault';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { RecordSection } from '../case/record-section';
import { Settings } from '../settings';
import { commandOf, problemsOf, textOf } from './acting';
import { askedOnly } from './asked-only';
import type { CaseInView } from './case-files';
import { currencies } from './fact-fields';
import { closedFirst, Forms } from './forms';
import { PageQuery } from './page-query';
import { routeOf } from './route';
import { SealedTexts } from './sealed-texts';
import { differencesOf, type Difference } from './differences';
import type { Words } from './words';

const rights = { resource: { kind: 'case', param: 'case' } } as const;

interface Shown {
  readonly values: Values;
  readonly basedOn: number;
  readonly problems: readonly FormProblem[];
  readonly savedAt?: Date;
  /** The reader came from the page with all answers and goes back there. */
  readonly fromAnswers?: boolean;
  readonly differences?: readonly Difference[];
  readonly asked?: EntryAsked;
  readonly status?: number;
}

interface Held {
  readonly file: CaseInView;
  readonly section: Section;
  readonly words: Words;
  readonly shown: Shown;
  readonly other: DraftInfo;
}

/** V7: one described section of a case, drawn from the criteria. */
@Controller('cases/:case/sections/:section')
export class SectionPages {
  constructor(
    private readonly desk: Desk,
    private readonly book: CriteriaBook,
    private readonly texts: SealedTexts,
    private readonly forms: Forms,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Policy('case.describe', rights)
  async form(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('section') name: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const section = this.section(name);
    const file = await this.desk.files.read(id, query.after);
    const shown =
      (await this.drafted(request, file, section)) ?? (await this.recorded(request, file, section));
    // What is sealed is part of the section: without it the form would take it away.
    if (SealedTexts.has(shown.values)) {
      await this.desk.screens.redirect(reply, `/cases/${id}/purpose?back=/${path(id, name)}`);
      return;
    }
    const words = await this.desk.wording.of(request);
    const other = await this.forms.drafts.otherIn(request, path(id, name));
    if (other && !shown.savedAt && query.over === undefined) {
      await this.held(request, reply, { file, section, words, shown, other });
      return;
    }
    const fromAnswers = query.about === 'answers';
    const problems = closedFirst(file, words);
    await this.draw(request, reply, {
      ...{ file, section, words },
      shown: { ...shown, fromAnswers, problems, status: 200 },
    });
  }

  /** Somebody else is writing in this section: what is recorded, to read, and the way to go on all the same. */
  private async held(
    request: HubRequest,
    reply: FastifyReply,
    { file, section, words, shown, other }: Held,
  ): Promise<void> {
    const names = await this.desk.wording.names([other.author], words);
    const values = shown.values;
    const model = {
      reference: file.row.reference,
      back: `/cases/${file.id}`,
      title: words.labels.section(section.name),
      text: words.t('held.text', {
        name: names.get(other.author) ?? '',
        when: words.fmt.dateTime(other.savedAt),
      }),
      rows: section.variables
        .filter(variable => values[variable.name] !== undefined)
        .map(variable => ({
          key: words.labels.variable(variable.name),
          value: words.valueOf(variable, values[variable.name]),
        })),
      over: `/${path(file.id, section.name)}?over=1`,
    };
    await this.desk.screens.send(request, reply, 'held.njk', model, { screen: 'V7h' });
  }

  private async drafted(request: HubRequest, file: CaseInView, section: Section): Promise<Shown | undefined> {
    const draft = await this.forms.drafts.load(request, path(file.id, section.name));
    if (!draft) return undefined;
    const { body, savedAt } = draft;
    const values = readFields(section.variables, body);
    return { values, basedOn: Number(textOf(body, '_version')), problems: [], ...(savedAt && { savedAt }) };
  }

  private async recorded(request: HubRequest, file: CaseInView, { name }: Section): Promise<Shown> {
    const { values = {}, version = 0 } = file.view.sections[name] ?? {};
    return { values: await this.texts.open(request, file, values), basedOn: version, problems: [] };
  }

  @Post()
  @Policy('case.describe', rights)
  async record(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Param('section') name: string,
    @Body() sent: object,
  ): Promise<void> {
    const body = sent as FormBody;
    const section = this.section(name);
    const file = await this.desk.files.read(id);
    const about = { path: path(id, name), person: file.row.person };
    if (await this.forms.keptAside(request, reply, body, about)) return;
    const words = await this.desk.wording.of(request);
    const basedOn = Number(textOf(body, '_version'));
    const entries = await this.forms.entriesAsked(request, body, about);
    if (entries) {
      const values = readFields(section.variables, entries.body);
      const fromAnswers = isFromAnswers(body);
      const shown = { values, basedOn, problems: [], fromAnswers, status: 200 };
      const { asked } = entries;
      await this.draw(request, reply, { file, section, words, shown: { ...shown, asked } });
      return;
    }
    const typed = readFields(section.variables, body);
    try {
      const { values, dropped } = askedOnly(file, name, typed, await this.settings.now());
      const set = { case: id, section: name, act: this.desk.acting.act(request, body) };
      const command = commandOf(RecordSection, { values, basedOn }, set);
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      await this.forms.drafts.discard(request, path(id, name));
      const also = dropped.length > 0 ? '&done=section-shortened' : '&done=section';
      const next = isFromAnswers(body) ? `/cases/${id}/answers` : this.following(id, name);
      await this.desk.screens.redirect(reply, `${next}?after=${position}${also}`);
    } catch (error) {
      const fromAnswers = isFromAnswers(body);
      await this.refused(request, reply, { file, section, words, typed, basedOn, fromAnswers, error });
    }
  }

  /** Shows the form again with what is wrong; after a change by somebody else, also with what differs. */
  private async refused(
    request: HubRequest,
    reply: FastifyReply,
    given: {
      file: CaseInView;
      section: Section;
      words: Words;
      typed: Values;
      basedOn: number;
      fromAnswers: boolean;
      error: unknown;
    },
  ): Promise<void> {
    const { file, section, words, typed, fromAnswers, error } = given;
    const problems = problemsOf(error, words);
    const { extra } = (error as Refusal).options;
    const changed = typeof extra?.version === 'number';
    const shown: Shown = {
      values: typed,
      ...{ problems, fromAnswers },
      basedOn: changed ? Number(extra.version) : given.basedOn,
      ...(changed && { differences: differencesOf(section, extra.differences, words) }),
    };
    await this.draw(request, reply, { file, section, words, shown });
  }

  private section(name: string): Section {
    const section = this.book.findSection(name);
    if (!section) throw new Refusal('victims.section.unknown', {}, { status: 404 });
    return section;
  }

  /** Save and continue: the next section, and the answers after the last. */
  private following(id: string, name: string): string {
    const names = this.book.sections.map(section => section.name);
    const next = names[names.indexOf(name) + 1];
    return next === undefined ? `/cases/${id}/answers` : `/${path(id, next)}`;
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { file, section, shown, words }: { file: CaseInView; section: Section; shown: Shown; words: Words },
  ): Promise<void> {
    const { labels, listOf, t } = words;
    const { values, problems, basedOn, savedAt, fromAnswers, differences = [], asked, status } = shown;
    const drawing = {
      labels,
      listOf,
      t,
      values,
      problems,
      currencies: currencies(words),
      ...(asked && { asked }),
    };
    const fields = presentFields(section.variables, { ...drawing, helpOf: name => `/help/${name}` });
    await this.forms.show(request, reply, words, {
      screen: 'V7',
      title: labels.section(section.name),
      intro: `${file.row.reference} · ${t('victims-pages:section.intro')}`,
      back: fromAnswers ? `/cases/${file.id}/answers` : `/cases/${file.id}`,
      path: path(file.id, section.name),
      groups: [{ fields }],
      submit: t('victims-pages:action.save-continue'),
      version: basedOn,
      ...(fromAnswers && { hidden: { _from: 'answers' } }),
      problems,
      ...(savedAt && { savedAt }),
      view: 'section-form.njk',
      model: { differences, route: routeOf({ ...file.values, ...values }, words) },
      ...(status !== undefined && { status }),
      ...(differences.length > 0 && { status: 409 }),
    });
  }
}

const isFromAnswers = (body: FormBody) => textOf(body, '_from') === 'answers';

const path = (id: string, section: string) => `cases/${id}/sections/${section}`;
