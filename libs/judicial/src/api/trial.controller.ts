import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { CompleteEnforcement } from '../case/complete-enforcement';
import { ConfirmIndictment } from '../case/confirm-indictment';
import { DecideAppeal } from '../case/decide-appeal';
import { DecideProsecution } from '../case/decide-prosecution';
import { DeliverJudgment } from '../case/deliver-judgment';
import { FileAppeal } from '../case/file-appeal';
import { FileIndictment } from '../case/file-indictment';
import { MakeJudgmentFinal } from '../case/make-judgment-final';
import { OpenEnforcement } from '../case/open-enforcement';
import { OpenTrial } from '../case/open-trial';
import { ReturnIndictment } from '../case/return-indictment';
import { SetSentence } from '../case/set-sentence';
import { Commands } from './commands';
import { Command } from './guarding';

/** From the decision of the prosecutor to the enforcement of the sentence. */
@ApiTags('Prosecution and trial')
@Controller('api/v1/cases')
export class TrialController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/prosecution-decisions')
  @Command('case.decide', 'case', 'The prosecutor decides about one suspect')
  decideProsecution(
    @Req() request: HubRequest,
    @Param('case') id: string,
    @Body() command: DecideProsecution,
  ) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/indictments')
  @Command('case.decide', 'case', 'An indictment is filed')
  indict(@Req() request: HubRequest, @Param('case') id: string, @Body() command: FileIndictment) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/indictments/confirmations')
  @Command('case.conduct', 'case', 'The court confirms an indictment')
  confirmIndictment(
    @Req() request: HubRequest,
    @Param('case') id: string,
    @Body() command: ConfirmIndictment,
  ) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/indictments/returns')
  @Command('case.conduct', 'case', 'The court returns or rejects an indictment')
  returnIndictment(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ReturnIndictment) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/trials')
  @Command('case.conduct', 'case', 'The main hearing begins')
  openTrial(@Req() request: HubRequest, @Param('case') id: string, @Body() command: OpenTrial) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/judgments')
  @Command('case.conduct', 'case', 'Judgment at first instance, per defendant and charge')
  deliverJudgment(@Req() request: HubRequest, @Param('case') id: string, @Body() command: DeliverJudgment) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/appeals')
  @Command('case.conduct', 'case', 'An appeal is filed')
  fileAppeal(@Req() request: HubRequest, @Param('case') id: string, @Body() command: FileAppeal) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/appeals/decisions')
  @Command('case.conduct', 'case', 'An appeal is decided')
  decideAppeal(@Req() request: HubRequest, @Param('case') id: string, @Body() command: DecideAppeal) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/final-judgments')
  @Command('case.conduct', 'case', 'A judgment has become final')
  makeFinal(@Req() request: HubRequest, @Param('case') id: string, @Body() command: MakeJudgmentFinal) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/sentences')
  @Command('case.conduct', 'case', 'The sentence of a convicted defendant')
  setSentence(@Req() request: HubRequest, @Param('case') id: string, @Body() command: SetSentence) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/enforcements')
  @Command('case.conduct', 'case', 'Enforcement of a sentence begins')
  openEnforcement(@Req() request: HubRequest, @Param('case') id: string, @Body() command: OpenEnforcement) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/enforcements/ends')
  @Command('case.conduct', 'case', 'A sentence has been carried out')
  completeEnforcement(
    @Req() request: HubRequest,
    @Param('case') id: string,
    @Body() command: CompleteEnforcement,
  ) {
    return this.commands.send(request, command, id);
  }
}
