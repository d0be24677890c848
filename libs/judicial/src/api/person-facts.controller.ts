import { Body, Controller, Param, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { ErasePerson } from '../person/erase-person';
import { HoldErasure } from '../person/hold-erasure';
import { LiftHold } from '../person/lift-hold';
import { LiftRestriction } from '../person/lift-restriction';
import { LinkPersons } from '../person/link-persons';
import { MergePersons } from '../person/merge-persons';
import { RecordIdentity } from '../person/record-identity';
import { RefuseErasure } from '../person/refuse-erasure';
import { RequestErasure } from '../person/request-erasure';
import { RestrictProcessing } from '../person/restrict-processing';
import { UnlinkPersons } from '../person/unlink-persons';
import { UnmergePersons } from '../person/unmerge-persons';
import { Commands } from './commands';
import { Command } from './guarding';

/** What is recorded of a person beside the cases. */
@ApiTags('Persons')
@Controller('api/v1/persons')
export class PersonFactsController {
  constructor(private readonly commands: Commands) {}

  @Put(':person/identity')
  @Command('person.describe', 'person', 'Record who the person is, or correct it')
  identify(@Req() request: HubRequest, @Param('person') id: string, @Body() command: RecordIdentity) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/links')
  @Command('person.link', 'person', 'Two persons have to do with each other')
  link(@Req() request: HubRequest, @Param('person') id: string, @Body() command: LinkPersons) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/unlinks')
  @Command('person.link', 'person', 'A link was wrong, or no longer holds')
  unlink(@Req() request: HubRequest, @Param('person') id: string, @Body() command: UnlinkPersons) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/merges')
  @Command('person.merge', 'person', 'Another record is the same person')
  merge(@Req() request: HubRequest, @Param('person') id: string, @Body() command: MergePersons) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/separations')
  @Command('person.merge', 'person', 'Two records merged before are two persons')
  unmerge(@Req() request: HubRequest, @Param('person') id: string, @Body() command: UnmergePersons) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/restrictions')
  @Command('person.restrict', 'person', 'Restrict processing')
  restrict(@Req() request: HubRequest, @Param('person') id: string, @Body() command: RestrictProcessing) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/restrictions/ends')
  @Command('person.restrict', 'person', 'Lift a restriction')
  liftRestriction(@Req() request: HubRequest, @Param('person') id: string, @Body() command: LiftRestriction) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/holds')
  @Command('person.restrict', 'person', 'Keep the data from being erased')
  hold(@Req() request: HubRequest, @Param('person') id: string, @Body() command: HoldErasure) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/holds/ends')
  @Command('person.restrict', 'person', 'Lift a hold')
  liftHold(@Req() request: HubRequest, @Param('person') id: string, @Body() command: LiftHold) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/erasures')
  @Command('erasure.request', 'person', 'Ask that the person be forgotten')
  requestErasure(@Req() request: HubRequest, @Param('person') id: string, @Body() command: RequestErasure) {
    return this.commands.send(request, command, id);
  }

  @Post(':person/erasures/approvals')
  @Command('erasure.approve', 'erasure', 'Forget the person')
  erase(@Req() request: HubRequest, @Param('person') id: string) {
    // A command without fields takes no body: a class that declares nothing is refused as a whole.
    return this.commands.send(request, new ErasePerson(), id);
  }

  @Post(':person/erasures/refusals')
  @Command('erasure.approve', 'erasure', 'Refuse to forget the person')
  refuseErasure(@Req() request: HubRequest, @Param('person') id: string, @Body() command: RefuseErasure) {
    return this.commands.send(request, command, id);
  }
}
