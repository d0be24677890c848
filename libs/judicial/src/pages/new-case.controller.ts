import { Policy, type HubRequest } from '@hub/access';
import type { Recorded } from '@hub/event-store';
import type { FormBody, FormProblem } from '@hub/web';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OpenCase } from '../case/open-case';
import { noProceeding } from '../case/proceeding';
import { commandOf, problemsOf, sessionOf, textOf } from './acting';
import { Desk } from './desk';
import { presentFactField, readFactFields } from './fact-fields';
import { openingFields } from './fact-forms';
import type { Answers } from './fact-types';
import type { Words } from './words';

const PATH = 'proceedings/new';

interface Shown {
  readonly answers: Answers;
  readonly problems: readonly FormProblem[];
  readonly command?: string;
  readonly savedAt?: Date;
}

/** J2n: a report is registered; the case begins at the office of who registers it. */
@Controller('proceedings/new')
export class NewCasePages {
  constructor(private readonly desk: Desk) {}

  @Get()
  @Policy('case.open', { resource: 'new' })
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const words = this.desk.wording.of(request);
    const draft = await this.desk.forms.drafts.load(request, PATH);
    const answers = draft ? readFactFields(openingFields, draft.body) : { openedOn: words.today };
    const savedAt = draft?.savedAt;
    await this.draw(request, reply, words, { answers, problems: [], ...(savedAt && { savedAt }) });
  }

  @Post()
  @Policy('case.open', { resource: 'new' })
  async open(@Req() request: HubRequest, @Res() reply: FastifyReply, @Body() sent: object): Promise<void> {
    const body = sent as FormBody;
    if (await this.desk.forms.keptAside(request, reply, body, { path: PATH })) return;
    const words = this.desk.wording.of(request);
    const answers = readFactFields(openingFields, body);
    try {
      const act = this.desk.acting.act(request, body);
      const command = commandOf(OpenCase, { legalBasis: [], ...answers }, { act });
      const { id, position } = await this.desk.bus.execute<object, Recorded>(command);
      await this.desk.forms.drafts.discard(request, PATH);
      await this.desk.screens.redirect(reply, `/proceedings/${id}?after=${position}&done=opened`);
    } catch (error) {
      const command = textOf(body, '_command');
      await this.draw(request, reply, words, { answers, problems: problemsOf(error, words), command });
    }
  }

  private async draw(request: HubRequest, reply: FastifyReply, words: Words, shown: Shown): Promise<void> {
    const { answers, problems, command, savedAt } = shown;
    const { office } = sessionOf(request).actor;
    const drawing = { ground: { proceeding: noProceeding, words }, answers, problems };
    await this.desk.forms.show(request, reply, words, {
      screen: 'J2n',
      title: words.t('judicial-pages:new.title'),
      intro: words.t('judicial-pages:new.intro', { office: office ? words.organisation(office) : '' }),
      back: '/proceedings',
      path: PATH,
      groups: [{ fields: openingFields.map(field => presentFactField(field, drawing)) }],
      submit: words.t('judicial-pages:new.submit'),
      problems,
      ...(savedAt && { savedAt }),
      ...(command && { command }),
    });
  }
}
