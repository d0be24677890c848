import { Public, type HubRequest } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Labels } from '../form/labels';
import { Screens } from '../page/screens';

/** U3: the criteria to read: code lists with their validity, indicators with their definitions. */
@Controller('help')
export class CodebookPages {
  constructor(
    private readonly screens: Screens,
    private readonly book: CriteriaBook,
  ) {}

  @Get('lists')
  @Public()
  async lists(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const lists = this.named(request).map(({ name, text, count }) => ({
      ...{ text, href: `/help/lists/${name}`, count },
    }));
    await this.screens.send(request, reply, 'screens/code-lists.njk', { lists }, { screen: 'U3l' });
  }

  @Get('lists/:list')
  @Public()
  async list(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('list') name: string,
  ): Promise<void> {
    const list = this.book.criteria.lists[name];
    if (!list) throw new Refusal('web.help.unknown', {}, { status: 404 });
    const labels = this.labels(request);
    const { fmt, t } = this.words(request);
    const title = this.titleOf(name, request);
    const day = (iso: string | undefined) => (iso === undefined ? '' : fmt.shortDate(iso));
    const model = {
      title,
      table: {
        caption: title,
        columns: ['code', 'label', 'valid-from', 'valid-to'].map(column => ({
          text: t(`web:codebook.${column}`),
        })),
        rows: this.book
          .list(name)
          .map(({ code, validFrom, validTo }) => [
            { text: code },
            { text: labels.code(list, code) },
            { text: day(validFrom) },
            { text: day(validTo) },
          ]),
      },
    };
    await this.screens.send(request, reply, 'screens/code-list.njk', model, { screen: 'U3c' });
  }

  @Get('indicators')
  @Public()
  async indicators(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const labels = this.labels(request);
    const { fmt, t } = this.words(request);
    const indicators = this.book.indicators.map(indicator => ({
      id: indicator.id,
      ...labels.indicator(indicator.id),
      basis: t(this.book.dateBasisKey(indicator)),
      by: fmt.list(indicator.breakdowns.map(name => labels.breakdown(name))),
    }));
    await this.screens.send(request, reply, 'screens/indicators.njk', { indicators }, { screen: 'U3i' });
  }

  /** Countries, units and languages of the world are no lists of the criteria: they have no name of their own here. */
  private named(request: HubRequest) {
    const { fmt } = this.words(request);
    return Object.values(this.book.criteria.lists)
      .map(({ name }) => ({ name, text: this.titleOf(name, request), count: this.book.list(name).length }))
      .sort((one, other) => fmt.compare(one.text, other.text));
  }

  private titleOf(name: string, request: HubRequest): string {
    const key = this.book.listKey(name);
    const { translator } = this.screens;
    const lang = this.screens.lang(request);
    if (translator.has(lang, key)) return translator.t(lang, key);
    // A list without a name of its own is called by the first question that asks it.
    const asking = [...this.book.sections.flatMap(({ variables }) => variables), ...this.book.lifeCycle].find(
      ({ type }) => type.kind === 'code' && type.list === name,
    );
    return asking ? this.labels(request).variable(asking.name) : name;
  }

  private labels = (request: HubRequest) =>
    new Labels(this.screens.translator, this.screens.lang(request), this.book);

  private words(request: HubRequest) {
    const lang = this.screens.lang(request);
    const { translator } = this.screens;
    return { fmt: translator.formats(lang), t: (key: string) => translator.t(lang, key) };
  }
}
