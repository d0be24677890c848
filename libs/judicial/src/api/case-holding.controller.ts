import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { AssignCase } from '../case/assign-case';
import { CloseCase } from '../case/close-case';
import { JoinCase } from '../case/join-case';
import { ReopenCase } from '../case/reopen-case';
import { SealCase } from '../case/seal-case';
import { SeverDefendants } from '../case/sever-defendants';
import { TransferCase } from '../case/transfer-case';
import { UnsealCase } from '../case/unseal-case';
import { Commands } from './commands';
import { Command } from './guarding';

/** Whose a case is, and when it begins and ends. */
@ApiTags('Cases')
@Controller('api/v1/cases')
export class CaseHoldingController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/assignments')
  @Command('case.assign', 'case', 'Name the prosecutors who lead the case')
  assign(@Req() request: HubRequest, @Param('case') id: string, @Body() command: AssignCase) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/transfers')
  @Command('case.transfer', 'case', 'Hand the case to another office, which becomes competent')
  transfer(@Req() request: HubRequest, @Param('case') id: string, @Body() command: TransferCase) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/seals')
  @Command('case.seal', 'case', 'Show the case to its own prosecutors only')
  seal(@Req() request: HubRequest, @Param('case') id: string, @Body() command: SealCase) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/unseals')
  @Command('case.unseal', 'case', 'Open a sealed case again')
  unseal(@Req() request: HubRequest, @Param('case') id: string, @Body() command: UnsealCase) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/joinders')
  @Command('case.join', 'case', 'Another case of the office is joined to this one')
  join(@Req() request: HubRequest, @Param('case') id: string, @Body() command: JoinCase) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/severances')
  @Command('case.join', 'case', 'Some defendants get a case of their own')
  sever(@Req() request: HubRequest, @Param('case') id: string, @Body() command: SeverDefendants) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/closings')
  @Command('case.close', 'case', 'Nothing more is to be done')
  close(@Req() request: HubRequest, @Param('case') id: string, @Body() command: CloseCase) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/reopenings')
  @Command('case.reopen', 'case', 'Take the proceedings up again')
  reopen(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ReopenCase) {
    return this.commands.send(request, command, id);
  }
}
