import type { HubRequest } from '@hub/access';
import type { Recorded } from '@hub/event-store';
import type { FormBody, FormProblem } from '@hub/web';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { needsApproval } from '../case/correctable';
import { RecordInError } from '../case/record-in-error';
import { commandOf, problemsOf, textOf } from './acting';
import { reasonFields, reasonProblems } from './correction-reason';
import { Desk } from './desk';
import { presentFactField } from './fact-fields';
import { StandingFacts, type FactAddress, type Subject } from './standing-fact';
import { factDetails, titleOf } from './timeline';

/** Draws and takes the statement that a fact does not belong here: it stays in the log and leaves every count. */
@Injectable()
export class RecordingErrorPage {
  constructor(
    private readonly desk: Desk,
    private readonly facts: StandingFacts,
  ) {}

  async form(request: HubRequest, reply: FastifyReply, address: FactAddress, after?: string): Promise<void> {
    await this.draw(request, reply, await this.facts.find(request, address, after), {}, []);
  }

  async record(
    request: HubRequest,
    reply: FastifyReply,
    address: FactAddress,
    body: FormBody,
  ): Promise<void> {
    const subject = await this.facts.find(request, address);
    const { file, standing, words } = subject;
    const lacking = reasonProblems(body, words);
    if (lacking.length > 0) return this.draw(request, reply, subject, body, lacking);
    try {
      const set = { id: file.id, act: this.desk.acting.act(request, body) };
      const about = { reason: textOf(body, 'correctionReason'), note: textOf(body, 'correctionNote') };
      const command = commandOf(RecordInError, { fact: standing.id, ...about }, set);
      const { position } = await this.desk.bus.execute<object, Recorded>(command);
      const done = needsApproval(standing.event) ? 'correction-requested' : 'corrected';
      // With its opening the whole case is gone.
      const next = standing.event.type === 'CaseOpened' ? '/proceedings' : `/proceedings/${file.id}/timeline`;
      return await this.desk.screens.redirect(reply, `${next}?after=${position}&done=${done}`);
    } catch (error) {
      return this.draw(request, reply, subject, body, problemsOf(error, words));
    }
  }

  private async draw(
    request: HubRequest,
    reply: FastifyReply,
    { file, standing, words }: Subject,
    body: FormBody,
    problems: readonly FormProblem[],
  ): Promise<void> {
    const ground = { proceeding: file.proceeding, words };
    const answers = {
      correctionReason: textOf(body, 'correctionReason'),
      correctionNote: textOf(body, 'correctionNote'),
    };
    const fields = reasonFields('error').map(field => presentFactField(field, { ground, answers, problems }));
    await this.desk.forms.show(request, reply, words, {
      screen: 'J15e',
      title: words.t('judicial-pages:in-error.heading', { what: titleOf(standing.event, words) }),
      intro: words.t('judicial-pages:in-error.intro', { reference: file.row.reference }),
      back: `/proceedings/${file.id}/timeline#fact-${standing.id}`,
      path: `proceedings/${file.id}/in-error/${standing.id}`,
      groups: [{ fields }],
      submit: words.t('judicial-pages:in-error.submit'),
      problems,
      view: 'in-error-form.njk',
      model: { details: factDetails(standing.event, ground) },
      draft: false,
    });
  }
}
