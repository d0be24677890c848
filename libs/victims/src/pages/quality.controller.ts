import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Screens } from '@hub/web';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CaseQuery } from './case-query';
import { findingViews } from './case-state';
import { Wording } from './words';

/** V17: rules broken and answers missing, by case and by variable. */
@Controller('quality')
export class QualityPages {
  constructor(
    private readonly cases: CaseQuery,
    private readonly book: CriteriaBook,
    private readonly wording: Wording,
    private readonly screens: Screens,
  ) {}

  @Get()
  @Policy('quality.read', { resource: 'some' })
  async quality(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
  ): Promise<void> {
    const words = await this.wording.of(request);
    const [faulty, missing] = await Promise.all([this.cases.faulty(reach, 50), this.cases.missing(reach)]);
    const model = {
      cases: faulty.map(row => ({
        reference: row.reference,
        href: this.screens.may(request, 'case.read') ? `/cases/${row.case_id}` : '',
        findings: findingViews(row.findings, row.case_id, this.book, words),
        missing: words.t('victims-pages:missing.count', { count: row.missing.length }),
      })),
      table: {
        caption: words.t('victims-pages:quality.by-variable'),
        showCaption: true,
        columns: [
          { text: words.t('victims-pages:quality.variable'), numeric: false },
          { text: words.t('victims-pages:quality.cases'), numeric: true },
          { text: words.t('victims-pages:quality.share'), numeric: true },
        ],
        rows: missing.map(({ variable, n, of }) => [
          { text: words.labels.variable(variable) },
          { text: words.fmt.number(n), numeric: true },
          { text: words.fmt.percent(of === 0 ? 0 : n / of), numeric: true },
        ]),
      },
    };
    await this.screens.send(request, reply, 'quality.njk', model, { screen: 'V17' });
  }
}
