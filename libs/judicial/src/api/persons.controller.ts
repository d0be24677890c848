import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HubRequest } from '@hub/access';
import { RegisterPerson } from '../person/register-person';
import { Commands } from './commands';
import { Beginning, Question } from './guarding';
import { PersonDocuments } from './person-documents';

/** Persons against whom proceedings run. */
@ApiTags('Persons')
@Controller('api/v1/persons')
export class PersonsController {
  constructor(
    private readonly commands: Commands,
    private readonly documents: PersonDocuments,
  ) {}

  @Post()
  @Beginning('person.register', 'Register a person the database does not know yet')
  register(@Req() request: HubRequest, @Body() command: RegisterPerson) {
    return this.commands.begin(request, command);
  }

  @Get(':person')
  @Question('person.read', 'person', 'What is known of a person, without who it is')
  read(@Param('person') id: string) {
    return this.documents.read(id);
  }

  @Get(':person/identity')
  @Question('person.identify', 'person', 'Who the person is, for a purpose')
  identity(@Req() request: HubRequest, @Param('person') id: string) {
    return this.documents.identity(id, this.commands.act(request));
  }
}
