import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { AwardCompensation } from '../case/award-compensation';
import { EnforceConfiscation } from '../case/enforce-confiscation';
import { OrderConfiscation } from '../case/order-confiscation';
import { PayCompensation } from '../case/pay-compensation';
import { ReferCompensation } from '../case/refer-compensation';
import { SeizeAssets } from '../case/seize-assets';
import { Commands } from './commands';
import { Command } from './guarding';

/** Money: seized, confiscated, awarded to victims, paid. */
@ApiTags('Assets and compensation')
@Controller('api/v1/cases')
export class AssetsController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/seizures')
  @Command('case.conduct', 'case', 'Assets are secured before judgment')
  seize(@Req() request: HubRequest, @Param('case') id: string, @Body() command: SeizeAssets) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/confiscations')
  @Command('case.conduct', 'case', 'A court orders confiscation')
  orderConfiscation(
    @Req() request: HubRequest,
    @Param('case') id: string,
    @Body() command: OrderConfiscation,
  ) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/confiscations/enforcements')
  @Command('case.conduct', 'case', 'A confiscation is carried out')
  enforceConfiscation(
    @Req() request: HubRequest,
    @Param('case') id: string,
    @Body() command: EnforceConfiscation,
  ) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/compensations')
  @Command('case.conduct', 'case', 'A court awards compensation')
  award(@Req() request: HubRequest, @Param('case') id: string, @Body() command: AwardCompensation) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/compensations/payments')
  @Command('case.conduct', 'case', 'Compensation is paid')
  pay(@Req() request: HubRequest, @Param('case') id: string, @Body() command: PayCompensation) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/compensations/referrals')
  @Command('case.conduct', 'case', 'Claims are sent to the civil court')
  refer(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ReferCompensation) {
    return this.commands.send(request, command, id);
  }
}
