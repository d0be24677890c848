import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { AssignCase } from '../case/assign-case';
import { CloseCase } from '../case/close-case';
import { ReopenCase } from '../case/reopen-case';
import { SealCase } from '../case/seal-case';
import { TransferCase } from '../case/transfer-case';
import { UnassignCase } from '../case/unassign-case';
import { UnsealCase } from '../case/unseal-case';
import { Commands } from './commands';
import { Command } from './guarding';

@ApiTags('Cases')
@Controller('api/v1/cases')
export class CaseHoldingController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/assignments')
  @Command('case.assign', 'case', 'Give the case to an officer')
  assign(@Req() request: HubRequest, @Param('case') id: string, @Body() command: AssignCase) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/unassignments')
  @Command('case.assign', 'case', 'Take the case from an officer')
  unassign(@Req() request: HubRequest, @Param('case') id: string, @Body() command: UnassignCase) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/transfers')
  @Command('case.transfer', 'case', 'Hand the case over to another organisation')
  transfer(@Req() request: HubRequest, @Param('case') id: string, @Body() command: TransferCase) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/seals')
  @Command('case.seal', 'case', 'Hide the case from all but its officers')
  seal(@Req() request: HubRequest, @Param('case') id: string, @Body() command: SealCase) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/unseals')
  @Command('case.unseal', 'case', 'Open a sealed case again')
  unseal(@Req() request: HubRequest, @Param('case') id: string, @Body() command: UnsealCase) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/closings')
  @Command('case.close', 'case', 'Close the case')
  close(@Req() request: HubRequest, @Param('case') id: string, @Body() command: CloseCase) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/reopenings')
  @Command('case.reopen', 'case', 'Take up a closed case again')
  reopen(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ReopenCase) {
    return this.commands.send(request, command, { case: id });
  }
}
