import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { AcceptAssistance } from '../assistance/accept-assistance';
import { DeclineAssistance } from '../assistance/decline-assistance';
import { EndAssistance } from '../assistance/end-assistance';
import { OfferAssistance } from '../assistance/offer-assistance';
import { AcceptReferral } from '../referral/accept-referral';
import { DeclineReferral } from '../referral/decline-referral';
import { ReturnReferral } from '../referral/return-referral';
import { SendReferral } from '../referral/send-referral';
import { Commands } from './commands';
import { Command } from './guarding';

@ApiTags('Referral and assistance')
@Controller('api/v1/cases')
export class CareController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/referrals')
  @Command('case.refer', 'case', 'Refer the person to an organisation')
  refer(@Req() request: HubRequest, @Param('case') id: string, @Body() command: SendReferral) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/referrals/acceptances')
  @Command('case.answer-referral', 'case', 'The organisation takes the person on')
  acceptReferral(@Req() request: HubRequest, @Param('case') id: string, @Body() command: AcceptReferral) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/referrals/refusals')
  @Command('case.answer-referral', 'case', 'The organisation does not take the person on')
  declineReferral(@Req() request: HubRequest, @Param('case') id: string, @Body() command: DeclineReferral) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/referrals/returns')
  @Command('case.answer-referral', 'case', 'The organisation gives a referral back')
  returnReferral(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ReturnReferral) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/assistances')
  @Command('case.assist', 'case', 'Offer assistance')
  offer(@Req() request: HubRequest, @Param('case') id: string, @Body() command: OfferAssistance) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/assistances/acceptances')
  @Command('case.assist', 'case', 'The person accepts an offer')
  acceptAssistance(@Req() request: HubRequest, @Param('case') id: string, @Body() command: AcceptAssistance) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/assistances/refusals')
  @Command('case.assist', 'case', 'The person declines an offer')
  declineAssistance(
    @Req() request: HubRequest,
    @Param('case') id: string,
    @Body() command: DeclineAssistance,
  ) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/assistances/ends')
  @Command('case.assist', 'case', 'Assistance ends')
  endAssistance(@Req() request: HubRequest, @Param('case') id: string, @Body() command: EndAssistance) {
    return this.commands.send(request, command, { case: id });
  }
}
