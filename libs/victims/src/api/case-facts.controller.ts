import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { ApproveCorrection } from '../case/approve-correction';
import { CorrectFact } from '../case/correct-fact';
import { DecideStatus } from '../case/decide-status';
import { RecordConsent } from '../case/record-consent';
import { RecordInError } from '../case/record-in-error';
import { RefuseCorrection } from '../case/refuse-correction';
import { ReturnCorrection } from '../case/return-correction';
import { WithdrawCorrection } from '../case/withdraw-correction';
import { Commands } from './commands';
import { Command } from './guarding';

@ApiTags('Cases')
@Controller('api/v1/cases')
export class CaseFactsController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/consents')
  @Command('case.describe', 'case', 'Record consent or its withdrawal')
  consent(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RecordConsent) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/decisions')
  @Command('case.decide-status', 'case', 'Record a decision on the status as a victim')
  decide(@Req() request: HubRequest, @Param('case') id: string, @Body() command: DecideStatus) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/corrections')
  @Command('case.correct', 'case', 'Say how a recorded fact truly was')
  correct(@Req() request: HubRequest, @Param('case') id: string, @Body() command: CorrectFact) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/errors')
  @Command('case.record-in-error', 'case', 'Take a fact that was none out of every view')
  recordInError(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RecordInError) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/corrections/approvals')
  @Command('correction.approve', 'case', 'Approve that a decision is corrected')
  approve(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ApproveCorrection) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/corrections/refusals')
  @Command('correction.approve', 'case', 'Refuse that a decision is corrected')
  refuse(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RefuseCorrection) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/corrections/returns')
  @Command('correction.approve', 'case', 'Send a request back with what is wrong at each field')
  sendBack(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ReturnCorrection) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/corrections/withdrawals')
  @Command('case.correct', 'case', 'Withdraw the own request to correct a decision')
  withdraw(@Req() request: HubRequest, @Param('case') id: string, @Body() command: WithdrawCorrection) {
    return this.commands.send(request, command, { case: id });
  }
}
