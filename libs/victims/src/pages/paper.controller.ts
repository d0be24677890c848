import { Policy, type HubRequest } from '@hub/access';
import { CriteriaBook, withEntries, type Variable } from '@hub/codebook';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Desk } from './desk';
import type { Words } from './words';

/** Longer lists are written by hand: nobody ticks one of two hundred countries. */
const MOST_BOXES = 24;

/** V18p: the empty form for a day without power, under the numbers that stand beside the fields of the screens. */
@Controller('paper')
export class PaperPages {
  constructor(
    private readonly desk: Desk,
    private readonly book: CriteriaBook,
  ) {}

  @Get()
  @Policy('criteria.read')
  async form(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const words = await this.desk.wording.of(request);
    const { labels } = words;
    const facts = [...new Set(this.book.lifeCycle.map(({ fact }) => fact))];
    const groups = [
      ...facts.slice(0, facts.indexOf('consent')).map(fact => this.factGroup(fact, words)),
      ...this.book.sections.map(({ name, variables }) => ({
        title: labels.section(name),
        fields: withEntries(variables.filter(({ derived }) => !derived)).map(variable =>
          fieldOf(variable, words),
        ),
      })),
      ...facts.slice(facts.indexOf('consent')).map(fact => this.factGroup(fact, words)),
    ];
    const model = { groups: groups.filter(({ fields }) => fields.length > 0), version: this.book.version };
    await this.desk.screens.send(request, reply, 'paper.njk', model, { screen: 'V18p' });
  }

  private factGroup(fact: string, words: Words) {
    const asked = this.book.fact(fact).filter(({ derived }) => !derived);
    return { title: words.labels.fact(fact), fields: asked.map(variable => fieldOf(variable, words)) };
  }
}

function fieldOf(variable: Variable, words: Words) {
  const list = words.listOf(variable.type);
  const short = list !== undefined && list.codes.length <= MOST_BOXES;
  const own = short ? list.codes.map(({ code }) => words.code(list.name, code)) : [];
  const listed = new Set<string>(list?.codes.map(({ code }) => code));
  const missing = (variable.missing ?? []).filter(code => !listed.has(code));
  return {
    number: variable.number,
    label: words.labels.variable(variable.name),
    date: variable.type.kind === 'date',
    several: variable.type.kind === 'entries' || ('many' in variable.type && variable.type.many === true),
    line: !short && variable.type.kind !== 'entries',
    boxes: [...own, ...missing.map(code => words.t(`web:missing.${code}`))],
  };
}
