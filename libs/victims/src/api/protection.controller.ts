import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { AwardCompensation } from '../proceedings/award-compensation';
import { ClaimCompensation } from '../proceedings/claim-compensation';
import { PayCompensation } from '../proceedings/pay-compensation';
import { RecordParticipation } from '../proceedings/record-participation';
import { RefuseCompensation } from '../proceedings/refuse-compensation';
import { AppointGuardian } from '../protection/appoint-guardian';
import { CompleteReturn } from '../protection/complete-return';
import { DecideResidence } from '../protection/decide-residence';
import { EndProtection } from '../protection/end-protection';
import { GrantProtection } from '../protection/grant-protection';
import { Commands } from './commands';
import { Command } from './guarding';

@ApiTags('Protection and proceedings')
@Controller('api/v1/cases')
export class ProtectionController {
  constructor(private readonly commands: Commands) {}

  @Post(':case/protections')
  @Command('case.protect', 'case', 'Record a measure of protection')
  grant(@Req() request: HubRequest, @Param('case') id: string, @Body() command: GrantProtection) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/protections/ends')
  @Command('case.protect', 'case', 'A measure of protection ends')
  end(@Req() request: HubRequest, @Param('case') id: string, @Body() command: EndProtection) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/guardians')
  @Command('case.protect', 'case', 'A guardian is appointed')
  appoint(@Req() request: HubRequest, @Param('case') id: string, @Body() command: AppointGuardian) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/residences')
  @Command('case.protect', 'case', 'Record a decision on residence')
  residence(@Req() request: HubRequest, @Param('case') id: string, @Body() command: DecideResidence) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/returns')
  @Command('case.protect', 'case', 'Record a return')
  return(@Req() request: HubRequest, @Param('case') id: string, @Body() command: CompleteReturn) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/participations')
  @Command('case.proceed', 'case', 'Record participation in proceedings')
  participation(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RecordParticipation) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/claims')
  @Command('case.proceed', 'case', 'The person claims compensation')
  claim(@Req() request: HubRequest, @Param('case') id: string, @Body() command: ClaimCompensation) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/claims/awards')
  @Command('case.proceed', 'case', 'Compensation is awarded')
  award(@Req() request: HubRequest, @Param('case') id: string, @Body() command: AwardCompensation) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/claims/refusals')
  @Command('case.proceed', 'case', 'A claim is refused')
  refuseClaim(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RefuseCompensation) {
    return this.commands.send(request, command, { case: id });
  }

  @Post(':case/claims/payments')
  @Command('case.proceed', 'case', 'Compensation is paid')
  pay(@Req() request: HubRequest, @Param('case') id: string, @Body() command: PayCompensation) {
    return this.commands.send(request, command, { case: id });
  }
}
