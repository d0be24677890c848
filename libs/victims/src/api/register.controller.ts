import { Body, Controller, Get, Param, Post, Put, Req, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Policy, type HubRequest } from '@hub/access';
import { ChangeOrganisation } from '../organisation/change-organisation';
import { CloseOrganisation } from '../organisation/close-organisation';
import { Organisations } from '../organisation/organisations';
import { RegisterOrganisation } from '../organisation/register-organisation';
import { Commands } from './commands';
import { RecordedInterceptor } from './recorded.interceptor';

@ApiTags('Organisations')
@Controller('api/v1/organisations')
@UseInterceptors(RecordedInterceptor)
export class RegisterController {
  constructor(
    private readonly commands: Commands,
    private readonly organisations: Organisations,
  ) {}

  @Get()
  @Policy('organisation.list')
  @ApiOperation({ summary: 'The register of organisations and offices' })
  async list() {
    return { organisations: [...(await this.organisations.register()).values()] };
  }

  @Post()
  @Policy('organisation.change')
  @ApiOperation({ summary: 'Add an organisation' })
  register(@Req() request: HubRequest, @Body() command: RegisterOrganisation) {
    return this.commands.send(request, command);
  }

  @Put(':organisation')
  @Policy('organisation.change')
  @ApiOperation({ summary: 'Change the entry of an organisation' })
  change(@Req() request: HubRequest, @Param('organisation') id: string, @Body() command: ChangeOrganisation) {
    return this.commands.send(request, command, { id });
  }

  @Post(':organisation/closings')
  @Policy('organisation.change')
  @ApiOperation({ summary: 'An organisation ceases to exist' })
  close(@Req() request: HubRequest, @Param('organisation') id: string, @Body() command: CloseOrganisation) {
    return this.commands.send(request, command, { id });
  }
}
