import { Policy, type HubRequest } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import { v4 } from 'uuid';
import { sessionOf } from './acting';
import { CaseFiles } from './case-files';
import { headOf } from './case-head';
import { noticeOf } from './case.controller';
import { PageQuery } from './page-query';
import { SealedTexts } from './sealed-texts';
import { CaseHistory, kindsOf, timelineOf } from './timeline';
import { Wording } from './words';

/** V10: everything that was recorded of a case, newest first, with what was corrected. */
@Controller('cases/:case/timeline')
export class TimelinePages {
  constructor(
    private readonly desk: Desk,
    private readonly history: CaseHistory,
    private readonly texts: SealedTexts,
    private readonly book: CriteriaBook,
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
    const words = await this.desk.wording.of(request);
    const recorded = await this.history.of(id);
    const all = await this.texts.open(request, file, recorded);
    const ids = all.flatMap(({ meta, event }) => [meta.actor, ...accountsIn(event)]);
    const names = await this.desk.wording.names(ids, words);
    const mayCorrect = this.desk.screens.mayHere(request, 'case.correct');
    const entries = timelineOf(all, { file, book: this.book, words, names, mayCorrect });
    const kind = query.kind ?? '';
    const model = {
      id,
      reference: file.row.reference,
      head: headOf(file, words),
      entries: entries.filter(entry => kind === '' || entry.kind === kind),
      kinds: kindsOf(entries, kind, words),
      sealed: SealedTexts.has(all) && this.texts.purposes(request).length > 0,
      requests: await this.requests(request, { file, words }),
    };
    await this.desk.screens.send(request, reply, 'timeline.njk', model, {
      screen: 'V10',
      notice: noticeOf(query, words),
    });
  }

  /** Requests to correct a decision, for whom may approve them. */
  private async requests(
    request: HubRequest,
    {
      file,
      words,
    }: { file: Awaited<ReturnType<CaseFiles['read']>>; words: Awaited<ReturnType<Wording['of']>> },
  ) {
    const authors = Object.values(file.row.requests).map(({ by }) => by);
    const names = await this.desk.wording.names(authors, words);
    const may = this.desk.screens.mayHere(request, 'correction.approve');
    const account = sessionOf(request).actor.id;
    const mayAsk = this.desk.screens.mayHere(request, 'case.correct');
    return Object.entries(file.row.requests).map(([id, { by, on, reason, returned }]) => ({
      returned: returned !== undefined,
      improve: mayAsk && returned && by === account ? `/cases/${file.id}/requests/${id}/returned` : '',
      withdraw: mayAsk && by === account ? `/cases/${file.id}/requests/${id}/withdrawal` : '',
      command: v4(),
      text: words.t('victims-pages:request.by', {
        name: names.get(by) ?? by,
        when: words.fmt.date(on),
        reason: words.t(`victims-pages:choice.reason.${reason}`),
      }),
      href: may && !returned ? `/cases/${file.id}/requests/${id}` : '',
    }));
  }
}

const accountsIn = (event: { readonly type: string; readonly data: object }): string[] => {
  const { to, from } = event.data as { readonly to?: string; readonly from?: string };
  if (event.type === 'CaseAssigned' && to) return [to];
  return event.type === 'CaseUnassigned' && from ? [from] : [];
};
