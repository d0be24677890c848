import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { answerLinks, findingViews } from './case-state';
import { Desk } from './desk';
import { Flaws, type FlawedCase, type UnitFlaws } from './flaws';
import type { Words } from './words';

const MOST_CASES = 50;

/** V17: rules broken and answers missing, by question, by unit and by case. */
@Controller('quality')
export class QualityPages {
  constructor(
    private readonly flaws: Flaws,
    private readonly book: CriteriaBook,
    private readonly desk: Desk,
  ) {}

  @Get()
  @Policy('quality.read', { resource: 'some' })
  async quality(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentReach() reach: readonly Reach[],
  ): Promise<void> {
    const words = await this.desk.wording.of(request);
    const [cases, variables, units] = await Promise.all([
      this.flaws.cases(reach, MOST_CASES),
      this.flaws.variables(reach),
      this.flaws.units(reach),
    ]);
    // Who sees figures only gets no way into a case.
    const seesCases = this.desk.screens.may(request, 'case.list');
    const model = {
      cases: seesCases ? cases.map(row => this.caseView(row, words)) : [],
      seesCases,
      variables: variableTable(variables, seesCases, words),
      units: unitTable(units, words),
    };
    await this.desk.screens.send(request, reply, 'quality.njk', model, { screen: 'V17' });
  }

  private caseView({ case_id: id, reference, findings, missing }: FlawedCase, words: Words) {
    return {
      reference,
      href: `/cases/${id}`,
      findings: findingViews(findings, id, this.book, words),
      missing: answerLinks(missing, id, this.book, words),
      lacking: words.t('victims-pages:missing.count', { count: missing.length }),
    };
  }
}

const column = (name: string, numeric: boolean, words: Words) => ({
  text: words.t(`victims-pages:quality.${name}`),
  numeric,
});

function variableTable(
  rows: readonly { variable: string; n: number; of: number }[],
  linked: boolean,
  words: Words,
) {
  return {
    caption: words.t('victims-pages:quality.by-variable'),
    showCaption: true,
    columns: [column('variable', false, words), column('cases', true, words), column('share', true, words)],
    rows: rows.map(({ variable, n, of }) => [
      { text: words.labels.variable(variable), ...(linked && { href: `/cases?missing=${variable}` }) },
      { text: words.fmt.number(n), numeric: true },
      { text: words.fmt.percent(of === 0 ? 0 : n / of), numeric: true },
    ]),
  };
}

function unitTable(rows: readonly UnitFlaws[], words: Words) {
  const figures = ['cases', 'errors', 'queries', 'notes', 'missing'] as const;
  return {
    caption: words.t('victims-pages:quality.by-unit'),
    showCaption: true,
    columns: [column('unit', false, words), ...figures.map(name => column(name, true, words))],
    rows: rows.map(row => [
      { text: row.unit === null ? words.t('victims-pages:answer.none') : words.code('unit', row.unit) },
      ...figures.map(name => ({ text: words.fmt.number(row[name]), numeric: true })),
    ]),
  };
}
