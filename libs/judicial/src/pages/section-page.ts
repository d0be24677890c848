import type { HubRequest } from '@hub/access';
import { CriteriaBook, type Section, type Values } from '@hub/codebook';
import { History, VersionConflict, type Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { presentFields, readFields, type FormBody, type FormProblem } from '@hub/web';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Case, type CaseState } from '../case/case';
import { Law } from '../case/law';
import { RecordSection } from '../case/record-section';
import { factsBeside } from '../case/section-problem';
import { defendantOf } from '../case/proceeding';
import { commandOf, problemsOf, textOf } from './acting';
import { personTitle } from './case-choices';
import type { CaseInView } from './case-files';
import { sectionPath } from './case-state';
import { Desk } from './desk';
import { differencesOf, type Difference } from './differences';
import { currencies } from './fact-fields';
import type { Words } from './words';

/** Which section of which case, and of which person where it is about one. */
export interface SectionAddress {
  readonly case: string;
  readonly section: string;
  readonly person?: string;
}

interface Shown {
  readonly values: Values;
  readonly basedOn: number;
  readonly problems: readonly FormProblem[];
  readonly savedAt?: Date;
  readonly differences?: readonly Difference[];
}

interface Place {
  readonly file: CaseInView;
  readonly section: Section;
  readonly person: string | undefined;
  readonly words: Words;
}

/** Draws and takes the described sections of a case and of the persons in it, drawn from the criteria. */
@Injectable()
export class SectionPage {
  constructor(
    private readonly desk: Desk,
    private readonly book: CriteriaBook,
    private readonly law: Law,
    private readonly history: History,
  ) {}

  async form(
    request: HubRequest,
    reply: FastifyReply,
    address: SectionAddress,
    after?: string,
  ): Promise<void> {
    const place = await this.place(request, address, after);
    const draft = await this.desk.forms.drafts.load(request, pathOf(place));
    if (draft) {
      const { body, savedAt } = draft;
      const values = readFields(place.section.variables, body);
      const basedOn = Number(textOf(body, '_version'));
      return this.draw(request, reply, place, { values, basedOn, problems: [], ...(savedAt && { savedAt }) });
    }
    const { state, version } = await this.history.read(Case, address.case);
    return this.draw(request, reply, place, {
      values: recorded(state, place),
      basedOn: version,
      problems: [],
    });
  }

  async record(
    request: HubRequest,
    reply: FastifyReply,
    address: SectionAddress,
    body: FormBody,
  ): Promise<void> {
    const place = await this.place(request, address);
    const path = pathOf(place);
    const subject = address.person ?? address.case;
    if (await this.desk.forms.keptAside(request, reply, body, { path, subject })) return;
    const values = readFields(place.section.variables, body);
    const basedOn = Number(textOf(body, '_version'));
    try {
      const done = await this.append(request, place, { values, basedOn, body });
      if ('differences' in done) return await this.conflict(request, reply, place, { values, ...done });
      await this.desk.forms.drafts.discard(request, path);
      const also = done.shortened ? 'section-shortened' : 'section';
      await this.desk.screens.redirect(
        reply,
        `${following(place, this.book)}?after=${done.position}&done=${also}`,
      );
    } catch (error) {
      const problems = problemsOf(error, place.words);
      await this.draw(request, reply, place, { values, basedOn, problems });
    }
  }

  /** Records on the version that was compared, so that nobody's answers go unseen. */
  private async append(
    request: HubRequest,
    place: Place,
    { values: typed, basedOn, body }: { values: Values; basedOn: number; body: FormBody },
  ): Promise<{ position: bigint; shortened: boolean } | { differences: Difference[]; version: number }> {
    const { file, section, person, words } = place;
    const { state, version, events } = await this.history.read(Case, file.id);
    const id = lastRecorded(state, place);
    const meanwhile = (events.find(event => event.id === id)?.version ?? 0) > basedOn;
    const differences = meanwhile ? differencesOf(section, recorded(state, place), typed, words) : [];
    if (differences.length > 0) return { differences, version };
    const { values, shortened } = this.askedOnly(place, typed);
    const act = { ...this.desk.acting.act(request, body), expectedVersion: version };
    const data = { values, basedOn: version, ...(person !== undefined && { person }) };
    const command = commandOf(RecordSection, { ...data, section: section.name }, { id: file.id, act });
    try {
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      return { position, shortened };
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      return this.append(request, place, { values: typed, basedOn, body });
    }
  }

  private async conflict(
    request: HubRequest,
    reply: FastifyReply,
    place: Place,
    { values, differences, version }: { values: Values; differences: Difference[]; version: number },
  ): Promise<void> {
    const problems = [{ field: '', message: place.words.t('judicial-pages:conflict.title') }];
    await this.draw(request, reply, place, { values, basedOn: version, problems, differences });
  }

  /** What is not asked under the other answers is not recorded; it stays in nobody's way. */
  private askedOnly({ file, section, person }: Place, typed: Values) {
    const facts = factsBeside(file.proceeding, section.name, person);
    let values = typed;
    for (;;) {
      const unasked = this.book
        .validateSection(section.name, values, { at: this.law.today(), facts })
        .filter(({ code }) => code === 'codebook.condition-not-met')
        .map(({ pointer }) => pointer.slice(1));
      if (unasked.length === 0) return { values, shortened: values !== typed };
      values = Object.fromEntries(Object.entries(values).filter(([name]) => !unasked.includes(name)));
    }
  }

  private async place(request: HubRequest, address: SectionAddress, after?: string): Promise<Place> {
    const { section: name, person } = address;
    const section = this.book.findSection(name);
    const subject = person === undefined ? 'case' : 'person';
    if (section?.subject !== subject) {
      throw new Refusal('judicial.section.unknown', { section: name }, { status: 404 });
    }
    const file = await this.desk.files.read(address.case, after);
    if (person !== undefined && !defendantOf(file.proceeding, person)) {
      throw new Refusal('judicial.defendant.unknown', {}, { status: 404 });
    }
    return { file, section, person, words: this.desk.wording.of(request) };
  }

  private async draw(request: HubRequest, reply: FastifyReply, place: Place, shown: Shown): Promise<void> {
    const { file, section, person, words } = place;
    const { labels, listOf, t } = words;
    const { values, problems, basedOn, savedAt, differences = [] } = shown;
    const drawing = { labels, listOf, t, values, problems, currencies: currencies(words) };
    const fields = presentFields(section.variables, { ...drawing, helpOf: name => `/help/${name}` });
    const about = person === undefined ? [] : [personTitle(file.proceeding, person, words)];
    await this.desk.forms.show(request, reply, words, {
      screen: person === undefined ? 'J3s' : 'J4s',
      title: labels.section(section.name),
      intro: [file.row.reference, ...about, t('judicial-pages:section.intro')].join(' · '),
      back: person === undefined ? `/proceedings/${file.id}` : `/proceedings/${file.id}/persons/${person}`,
      path: pathOf(place),
      groups: [{ fields }],
      submit: t('judicial-pages:action.save-continue'),
      version: basedOn,
      problems,
      ...(savedAt && { savedAt }),
      view: 'section-form.njk',
      model: { differences },
      ...(differences.length > 0 && { status: 409 }),
    });
  }
}

const pathOf = ({ file, section, person }: Place) => sectionPath(file.id, section.name, person);

/** The section as it was last recorded; nothing when it never was. */
function recorded({ proceeding }: CaseState, { section: { name }, person }: Place): Values {
  const sections = person === undefined ? proceeding.sections : defendantOf(proceeding, person)?.sections;
  return sections?.[name] ?? {};
}

/** The fact with which the section was last recorded. */
function lastRecorded({ facts }: CaseState, { section, person }: Place): string | undefined {
  return facts.findLast(
    ({ event }) =>
      event.type === 'SectionRecorded' && event.data.section === section.name && event.data.person === person,
  )?.id;
}

/** Save and continue: the next section of the same subject, then the case or the person. */
function following({ file, section, person }: Place, book: CriteriaBook): string {
  const names = book.sections.filter(one => one.subject === section.subject).map(({ name }) => name);
  const next = names[names.indexOf(section.name) + 1];
  if (next !== undefined) return `/${sectionPath(file.id, next, person)}`;
  return person === undefined ? `/proceedings/${file.id}` : `/proceedings/${file.id}/persons/${person}`;
}
