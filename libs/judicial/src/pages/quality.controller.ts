import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { findingView } from './case-state';
import { Desk } from './desk';
import { ProceedingsList } from './proceedings-list';

/** Cases shown one by one. */
const MOST = 50;

/** J11: rules broken and answers missing, by case and by variable. */
@Controller('quality')
export class QualityPages {
  constructor(
    private readonly desk: Desk,
    private readonly proceedings: ProceedingsList,
  ) {}

  @Get()
  @Policy('quality.read', { resource: 'some' })
  async quality(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
  ): Promise<void> {
    const words = this.desk.wording.of(request);
    const [faulty, cells] = await Promise.all([
      this.proceedings.faulty(reach, MOST),
      this.proceedings.cells(reach),
    ]);
    const opens = this.desk.screens.may(request, 'case.read');
    const column = (name: string, numeric: boolean) => ({
      text: words.t(`judicial-pages:quality.${name}`),
      numeric,
    });
    const model = {
      cases: faulty.map(({ id, reference, findings, missing }) => {
        const href = opens ? `/proceedings/${id}/answers` : '';
        return {
          reference,
          href,
          findings: findings.map(finding => findingView(finding, href, words)),
          missing: missing > 0 ? words.t('judicial-pages:missing.count', { count: missing }) : '',
        };
      }),
      table: {
        caption: words.t('judicial-pages:quality.by-variable'),
        showCaption: true,
        columns: [
          column('variable', false),
          column('missing', true),
          column('due', true),
          column('share', true),
        ],
        rows: cells.map(({ variable, due, filled }) => [
          { text: words.labels.variable(variable) },
          { text: words.fmt.number(due - filled), numeric: true },
          { text: words.fmt.number(due), numeric: true },
          { text: words.fmt.percent(due === 0 ? 0 : (due - filled) / due), numeric: true },
        ]),
      },
    };
    await this.desk.screens.send(request, reply, 'quality.njk', model, { screen: 'J11' });
  }
}
