import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { ArrestSuspect } from '../case/arrest-suspect';
import { ConcludeInvestigation } from '../case/conclude-investigation';
import { ExtendMeasure } from '../case/extend-measure';
import { LiftMeasure } from '../case/lift-measure';
import { OpenInvestigation } from '../case/open-investigation';
import { OrderMeasure } from '../case/order-measure';
import { RegisterSuspect } from '../case/register-suspect';
import { RequalifyCase } from '../case/requalify-case';
import { RequestCooperation } from '../case/request-cooperation';
import { ResumeInvestigation } from '../case/resume-investigation';
import { SuspendInvestigation } from '../case/suspend-investigation';
import { Commands } from './commands';
import { Command } from './guarding';

/** From the first suspicion to the end of the investigation. */
@ApiTags('Investigation')
@Controller('api/v1/cases')
export class InvestigationController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/investigations')
  @Command('case.conduct', 'case', 'An investigation is opened')
  openInvestigation(
    @Req() request: HubRequest,
    @Param('case') id: string,
    @Body() command: OpenInvestigation,
  ) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/investigations/suspensions')
  @Command('case.conduct', 'case', 'The investigation rests')
  suspend(@Req() request: HubRequest, @Param('case') id: string, @Body() command: SuspendInvestigation) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/investigations/resumptions')
  @Command('case.conduct', 'case', 'The investigation goes on')
  resume(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ResumeInvestigation) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/investigations/conclusions')
  @Command('case.conduct', 'case', 'The investigation is concluded')
  conclude(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ConcludeInvestigation) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/requalifications')
  @Command('case.conduct', 'case', 'The act is qualified differently in law')
  requalify(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RequalifyCase) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/suspects')
  @Command('case.conduct', 'case', 'A person becomes a suspect')
  registerSuspect(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RegisterSuspect) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/arrests')
  @Command('case.conduct', 'case', 'A suspect is arrested')
  arrest(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ArrestSuspect) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/measures')
  @Command('case.conduct', 'case', 'A measure to secure the proceedings is ordered')
  orderMeasure(@Req() request: HubRequest, @Param('case') id: string, @Body() command: OrderMeasure) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/measures/extensions')
  @Command('case.conduct', 'case', 'A measure is extended')
  extendMeasure(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ExtendMeasure) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/measures/ends')
  @Command('case.conduct', 'case', 'A measure is lifted')
  liftMeasure(@Req() request: HubRequest, @Param('case') id: string, @Body() command: LiftMeasure) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/cooperations')
  @Command('case.conduct', 'case', 'Help across a border is asked for or given')
  cooperate(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RequestCooperation) {
    return this.commands.send(request, command, id);
  }
}
