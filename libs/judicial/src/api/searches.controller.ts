import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CurrentActor,
  CurrentReach,
  Policy,
  reachOf,
  type Actor,
  type HubRequest,
  type Reach,
} from '@hub/access';
import { NoteField } from '../fields';
import { IdentityBody, identityOf } from '../person/identity-body';
import { policy } from '../access/policy';
import { KnownPersons } from '../person/known-persons';
import { Commands } from './commands';
import { Listing } from './guarding';
import { KnownCases } from './known-cases';
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
    private readonly knownCases: KnownCases,
  ) {}

  @Post('persons/searches')
  @HttpCode(200)
  @Policy('person.register', { resource: 'new', entry: 'collection' })
  @ApiOperation({ summary: 'Persons who may be known already, by two components of name or birth; no names' })
  async persons(@Req() request: HubRequest, @CurrentActor() actor: Actor, @Body() sought: IdentityBody) {
    const found = await this.known.search(identityOf(sought), this.commands.act(request));
    const reach = reachOf(policy, actor, 'case.read', undefined, new Date());
    const persons = found.map(async one => ({ ...one, ...(await this.knownCases.of(one.person, reach)) }));
    return { persons: await Promise.all(persons) };
  }

  @Post('cases/searches')
  @HttpCode(200)
  @Listing('case.read-number', 'Cases within reach with this official number, however it is written')
  async cases(@CurrentReach() reach: readonly Reach[], @Body() { number }: NumberSought) {
    return { cases: await this.numbers.find(number, reach) };
  }
}
