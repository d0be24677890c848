import { Body, Controller, Param, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { ApproveErasure } from '../person/approve-erasure';
import { LiftHold } from '../person/lift-hold';
import { LiftRestriction } from '../person/lift-restriction';
import { LinkPersons } from '../person/link-persons';
import { MergePersons } from '../person/merge-persons';
import { PlaceHold } from '../person/place-hold';
import { RecordIdentity } from '../person/record-identity';
import { RefuseErasure } from '../person/refuse-erasure';
import { RequestErasure } from '../person/request-erasure';
import { WithdrawErasure } from '../person/withdraw-erasure';
import { RestrictProcessing } from '../person/restrict-processing';
import { SeparatePersons } from '../person/separate-persons';
import { UnlinkPersons } from '../person/unlink-persons';
import { Commands } from './commands';
import { Command } from './guarding';

@ApiTags('Persons')
@Controller('api/v1/persons')
export class PersonFactsController {
  constructor(private readonly commands: Commands) {}

  @Put(':person/identity')
  @Command('person.describe', 'person', 'Record who the person is, or correct it')
  identify(@Req() request: HubRequest, @Param('person') id: string, @Body() command: RecordIdentity) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/links')
  @Command('person.link', 'person', 'Two persons belong together')
  link(@Req() request: HubRequest, @Param('person') id: string, @Body() command: LinkPersons) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/unlinks')
  @Command('person.link', 'person', 'Two persons do not belong together after all')
  unlink(@Req() request: HubRequest, @Param('person') id: string, @Body() command: UnlinkPersons) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/merges')
  @Command('person.merge', 'person', 'Another record is the same person')
  merge(@Req() request: HubRequest, @Param('person') id: string, @Body() command: MergePersons) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/separations')
  @Command('person.separate', 'person', 'A merge was wrong')
  separate(@Req() request: HubRequest, @Param('person') id: string, @Body() command: SeparatePersons) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/restrictions')
  @Command('person.restrict', 'person', 'Restrict processing')
  restrict(@Req() request: HubRequest, @Param('person') id: string, @Body() command: RestrictProcessing) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/restrictions/ends')
  @Command('person.restrict', 'person', 'Lift a restriction')
  lift(@Req() request: HubRequest, @Param('person') id: string, @Body() command: LiftRestriction) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/holds')
  @Command('person.hold', 'person', 'Keep the data from being erased')
  hold(@Req() request: HubRequest, @Param('person') id: string, @Body() command: PlaceHold) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/holds/ends')
  @Command('person.hold', 'person', 'Lift a hold')
  liftHold(@Req() request: HubRequest, @Param('person') id: string, @Body() command: LiftHold) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/erasures')
  @Command('erasure.request', 'person', 'Ask that the person be forgotten')
  requestErasure(@Req() request: HubRequest, @Param('person') id: string, @Body() command: RequestErasure) {
    return this.commands.send(request, command, { person: id });
  }

  @Post(':person/erasures/withdrawals')
  @Command('erasure.request', 'person', 'Withdraw the own request that the person be forgotten')
  withdrawErasure(@Req() request: HubRequest, @Param('person') id: string) {
    return this.commands.send(request, new WithdrawErasure(), { person: id });
  }

  @Post(':person/erasures/approvals')
  @Command('erasure.approve', 'erasure', 'Forget the person')
  approveErasure(@Req() request: HubRequest, @Param('person') id: string) {
    return this.commands.send(request, new ApproveErasure(), { person: id });
  }

  @Post(':person/erasures/refusals')
  @Command('erasure.approve', 'erasure', 'Refuse to forget the person')
  refuseErasure(@Req() request: HubRequest, @Param('person') id: string) {
    return this.commands.send(request, new RefuseErasure(), { person: id });
  }
}
