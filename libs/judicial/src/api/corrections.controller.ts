import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { ApproveAmendment } from '../case/approve-amendment';
import { CorrectFact } from '../case/correct-fact';
import { RecordInError } from '../case/record-in-error';
import { RefuseAmendment } from '../case/refuse-amendment';
import { Commands } from './commands';
import { Command } from './guarding';

/** The past put right, by facts that name the ones they correct; decisions only with a second person. */
@ApiTags('Corrections')
@Controller('api/v1/cases')
export class CorrectionsController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/corrections')
  @Command('case.correct', 'case', 'Say how a recorded fact truly was')
  correct(@Req() request: HubRequest, @Param('case') id: string, @Body() command: CorrectFact) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/errors')
  @Command('case.record-in-error', 'case', 'Take a fact that was none out of every view')
  recordInError(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RecordInError) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/corrections/approvals')
  @Command('amendment.approve', 'case', 'Let an amendment of a decision take effect')
  approve(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ApproveAmendment) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/corrections/refusals')
  @Command('amendment.approve', 'case', 'Refuse an amendment of a decision')
  refuse(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RefuseAmendment) {
    return this.commands.send(request, command, id);
  }
}
