import { Public, type HubRequest } from '@hub/access';
import { CriteriaBook, withEntries, type Section, type Variable } from '@hub/codebook';
import { Refusal } from '@hub/platform';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Labels } from '../form/labels';
import { Screens } from '../page/screens';

interface Chapter {
  readonly title: string;
  readonly variables: readonly Variable[];
}

class HelpQuery {
  /** Word or number to look for. */
  @IsOptional() @IsString() @MaxLength(100) q?: string;
}

const standards = ['htcds', 'ctdc', 'glotip', 'eurostat', 'iccs', 'ictip', 'directive'] as const;

/** The user handbook: every section and variable with its definition, from the same criteria the forms are drawn from. */
@Controller('help')
export class HelpPages {
  constructor(
    private readonly screens: Screens,
    private readonly book: CriteriaBook,
  ) {}

  @Get()
  @Public()
  async contents(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() { q = '' }: HelpQuery,
  ): Promise<void> {
    const labels = this.labels(request);
    const wanted = q.trim().toLocaleLowerCase();
    const speaksOf = (variable: Variable) =>
      [variable.number, labels.variable(variable.name), labels.definition(variable)]
        .join('\n')
        .toLocaleLowerCase()
        .includes(wanted);
    const chapters = this.chapters(labels)
      .map(({ title, variables }) => ({
        title,
        items: variables
          .filter(speaksOf)
          .map(({ name }) => ({ text: labels.variable(name), href: `/help/${name}` })),
      }))
      .filter(({ items }) => items.length > 0);
    const { version } = this.book.criteria;
    await this.screens.send(request, reply, 'screens/help.njk', { chapters, version, q }, { screen: 'H1' });
  }

  @Get(':variable')
  @Public()
  async entry(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('variable') name: string,
  ): Promise<void> {
    const variable = this.book.findVariable(name);
    if (!variable) throw new Refusal('web.help.unknown', {}, { status: 404 });
    const labels = this.labels(request);
    const model = {
      label: labels.variable(name),
      number: variable.number,
      definition: labels.definition(variable),
      example: labels.example(variable) ?? '',
      sealed: variable.sealed !== undefined,
      mandatory: variable.mandatory === true,
      answers: this.answers(variable, labels, request),
      sources: standards
        .filter(standard => variable.mappings?.[standard] !== undefined)
        .map(standard => ({ name: standard.toUpperCase(), text: variable.mappings?.[standard] ?? '' })),
    };
    await this.screens.send(request, reply, 'screens/help-entry.njk', model, { screen: 'H2' });
  }

  private answers(variable: Variable, labels: Labels, request: HubRequest): { code: string; text: string }[] {
    const { type } = variable;
    if (type.kind !== 'code') return [];
    const list = this.book.criteria.lists[type.list];
    const own = list?.codes.map(({ code }) => ({ code, text: labels.code(list, code) })) ?? [];
    const missing = (variable.missing ?? []).map(code => ({
      code,
      text: this.screens.t(request, `web:missing.${code}`),
    }));
    return [...own, ...missing];
  }

  private chapters(labels: Labels): Chapter[] {
    const { sections, lifeCycle } = this.book.criteria;
    const described = sections.map(({ name, variables }: Section) => ({
      title: labels.section(name),
      variables: withEntries(variables),
    }));
    const facts = [...new Set(lifeCycle.map(({ fact }) => fact))].map(fact => ({
      title: labels.fact(fact),
      variables: lifeCycle.filter(variable => variable.fact === fact),
    }));
    return [...described, ...facts];
  }

  private labels(request: HubRequest): Labels {
    return new Labels(this.screens.translator, this.screens.lang(request), this.book);
  }
}
