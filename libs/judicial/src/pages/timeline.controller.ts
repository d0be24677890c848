import { Policy, type HubRequest } from '@hub/access';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { headOf } from './case-head';
import type { CaseInView } from './case-files';
import { Desk } from './desk';
import { noticeOf } from './notice';
import { PageQuery } from './page-query';
import { sealedIn } from './sealed-places';
import { SealedTexts } from './sealed-texts';
import { CaseHistory, timelineOf } from './timeline';
import type { Words } from './words';

/** J10: everything that was recorded of a case, newest first, with what was corrected. */
@Controller('proceedings/:case/timeline')
export class TimelinePages {
  constructor(
    private readonly desk: Desk,
    private readonly history: CaseHistory,
    private readonly texts: SealedTexts,
  ) {}

  @Get()
  @Policy('case.read', { resource: { kind: 'case', param: 'case' } })
  async timeline(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<void> {
    const file = await this.desk.files.read(id, query.after);
    const words = this.desk.wording.of(request);
    const { recorded, standing } = await this.history.of(id);
    const all = await this.texts.open(request, file, recorded);
    const assigned = all.flatMap(({ event }) =>
      event.type === 'CaseAssigned' ? event.data.prosecutors : [],
    );
    const names = await this.desk.wording.names([...all.map(({ meta }) => meta.actor), ...assigned], words);
    const mayCorrect = this.desk.screens.mayHere(request, 'case.correct') && !file.row.closed;
    const model = {
      id,
      reference: file.row.reference,
      head: headOf(file, words),
      entries: timelineOf(all, { file, words, names, mayCorrect, standing: new Set(standing) }),
      sealed: sealedIn(all).length > 0 && this.texts.purposes(request).length > 0,
      requests: await this.requests(request, file, words),
    };
    const notice = noticeOf(query, words);
    await this.desk.screens.send(request, reply, 'timeline.njk', model, { screen: 'J10', notice });
  }

  /** Corrections that wait for a second person; a link for whom may approve them. */
  private async requests(request: HubRequest, { id, row }: CaseInView, words: Words) {
    const { proposals } = row.state;
    const names = await this.desk.wording.names(
      proposals.map(({ by }) => by),
      words,
    );
    const may = this.desk.screens.mayHere(request, 'amendment.approve');
    return proposals.map(({ id: proposal, by, amendment }) => ({
      text: words.t('judicial-pages:request.by', {
        name: names.get(by) ?? by,
        reason: words.t(`judicial-pages:choice.correction.${amendment.data.reason}`),
      }),
      href: may ? `/proceedings/${id}/requests/${proposal}` : '',
    }));
  }
}
