import { Body, Controller, Get, HttpCode, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { Duplicates } from '../person/duplicates';
import { IdentityFields } from '../person/record-identity';
import { RegisterPerson } from '../person/register-person';
import { AfterInterceptor } from './after.interceptor';
import { Commands } from './commands';
import { Beginning, Question } from './guarding';
import { PersonDocuments } from './person-documents';

@ApiTags('Persons')
@Controller('api/v1/persons')
@UseInterceptors(AfterInterceptor)
export class PersonsController {
  constructor(
    private readonly commands: Commands,
    private readonly documents: PersonDocuments,
    private readonly duplicates: Duplicates,
  ) {}

  @Post()
  @Beginning('person.register', 'Register a person; who may be the same is proposed first')
  register(@Req() request: HubRequest, @Body() command: RegisterPerson) {
    return this.commands.send(request, command);
  }

  /** Names are never part of an address. */
  @Post('searches')
  @HttpCode(200)
  @Policy('person.search')
  @ApiOperation({ summary: 'Find persons by two components of a name or birth' })
  async search(@Req() request: HubRequest, @Body() sought: IdentityFields) {
    const found = await this.duplicates.search(sought, this.commands.act(request));
    return { persons: found.map(({ subject, reasons, score }) => ({ person: subject, reasons, score })) };
  }

  @Get(':person')
  @Question('person.read', 'person', 'What is known of a person, without identity')
  read(@CurrentReach() reach: readonly Reach[], @Param('person') id: string) {
    return this.documents.read(id, reach);
  }

  @Get(':person/erasure-certificate')
  @Question('person.read', 'person', 'That the person was forgotten, and when the last copy loses it')
  certificate(@Req() request: HubRequest, @Param('person') id: string) {
    return this.documents.certificate(id, request.headers['accept-language']);
  }

  @Get(':person/identity')
  @Question('person.identify', 'person', 'Who the person is, for a purpose')
  identity(@Req() request: HubRequest, @Param('person') id: string) {
    return this.documents.identity(id, this.commands.act(request));
  }
}
