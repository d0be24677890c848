import { Policy, type HubRequest } from '@hub/access';
import { Screens } from '@hub/web';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Wording } from './words';

class RegisterQuery {
  @IsOptional() @IsString() @MaxLength(100) q?: string;
}

/** U2: the register of organisations and the unit each works in, to read. */
@Controller('organisations')
export class OrganisationPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
  ) {}

  @Get()
  @Policy('organisation.list')
  async list(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Query() { q = '' }: RegisterQuery,
  ): Promise<void> {
    const words = await this.wording.of(request);
    const wanted = q.trim().toLocaleLowerCase();
    const rows = [...words.organisations.values()]
      .map(entry => ({
        name: entry.name,
        type: words.code('organisation_type', entry.type),
        unit:
          entry.unit === undefined ? words.t('web:organisations.nationwide') : words.code('unit', entry.unit),
        parent: entry.parent === undefined ? '' : words.organisation(entry.parent),
        closed: entry.closedOn === undefined ? '' : words.fmt.shortDate(entry.closedOn),
      }))
      .filter(row => Object.values(row).some(text => text.toLocaleLowerCase().includes(wanted)))
      .sort((one, other) => words.fmt.compare(one.name, other.name));
    const columns = ['name', 'type', 'unit', 'parent', 'closed'] as const;
    const model = {
      q,
      table: {
        caption: words.t('web:organisations.title'),
        columns: columns.map(column => ({ text: words.t(`web:organisations.${column}`) })),
        rows: rows.map(row => columns.map(column => ({ text: row[column] }))),
      },
    };
    await this.screens.send(request, reply, 'organisations.njk', model, { screen: 'U2' });
  }
}
