import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { NoteField } from '../fields';
import { IdentityBody, identityOf } from '../person/identity-body';
import { KnownPersons } from '../person/known-persons';
import { Commands } from './commands';
import { Listing } from './guarding';
import { OfficialNumbers } from './official-numbers';

export class NumberSought {
  @NoteField({ maxLength: 60 })
  number: string;
}

/** Names and official numbers are looked for in a body: they are never part of an address. */
@ApiTags('Searches')
@Controller('api/v1')
export class SearchesController {
  constructor(
    private readonly commands: Commands,
    private readonly known: KnownPersons,
    private readonly numbers: OfficialNumbers,
  ) {}

  @Post('persons/searches')
  @HttpCode(200)
  @Policy('person.register', { resource: 'new', entry: 'collection' })
  @ApiOperation({ summary: 'Persons who may be known already, by two components of name or birth; no names' })
  async persons(@Req() request: HubRequest, @Body() sought: IdentityBody) {
    return { persons: await this.known.search(identityOf(sought), this.commands.act(request)) };
  }

  @Post('cases/searches')
  @HttpCode(200)
  @Listing('case.read-number', 'Cases within reach with this official number, however it is written')
  async cases(@CurrentReach() reach: readonly Reach[], @Body() { number }: NumberSought) {
    return { cases: await this.numbers.find(number, reach) };
  }
}
