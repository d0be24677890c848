import { Body, Controller, Get, Param, Post, Put, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AccessLog, CurrentReach, Policy, type HubRequest, type Reach } from '@hub/access';
import { RecordSection } from '../case/record-section';
import { RegisterCase } from '../case/register-case';
import { AfterInterceptor } from './after.interceptor';
import { CaseDocuments } from './case-documents';
import { Commands } from './commands';
import { Beginning, Command, Question } from './guarding';
import { CaseListQuery } from './case-list-query';

@ApiTags('Cases')
@Controller('api/v1/cases')
@UseInterceptors(AfterInterceptor)
export class CasesController {
  constructor(
    private readonly commands: Commands,
    private readonly documents: CaseDocuments,
    private readonly accessLog: AccessLog,
  ) {}

  @Post()
  @Beginning('case.register', 'Open a case for a person')
  register(
    @Req() request: HubRequest,
    @CurrentReach() reach: readonly Reach[],
    @Body() command: RegisterCase,
  ) {
    return this.commands.send(request, Object.assign(command, { reach }));
  }

  @Get()
  @Policy('case.list', { resource: 'some' })
  @ApiOperation({ summary: 'Cases within reach, the latest first, page by page' })
  list(@Req() request: HubRequest, @CurrentReach() reach: readonly Reach[], @Query() query: CaseListQuery) {
    return this.documents.list(reach, query, request.granted?.session?.actor.id);
  }

  @Get(':case')
  @Question('case.read', 'case', 'One case; sealed values are named, not shown')
  @ApiQuery({ name: 'after', required: false, description: 'Position to wait for' })
  read(@Param('case') id: string) {
    return this.documents.read(id);
  }

  @Get(':case/timeline')
  @Question('case.read', 'case', 'Everything that was recorded of the case')
  timeline(@Param('case') id: string) {
    return this.documents.timeline(id);
  }

  @Get(':case/tasks')
  @Question('case.read', 'case', 'What the case waits for')
  tasks(@Param('case') id: string) {
    return this.documents.tasks(id);
  }

  @Get(':case/sealed-values')
  @Question('case.read-sealed-values', 'case', 'Sealed values of the case, for a purpose')
  sealedValues(@Req() request: HubRequest, @Param('case') id: string) {
    return this.documents.sealedValues(id, this.commands.act(request));
  }

  @Get(':case/access')
  @Question('case.see-access', 'case', 'Who has seen or changed the case')
  access(@Param('case') id: string) {
    return this.accessLog
      .ofResource('case', id)
      .then(entries => entries.map(entry => ({ ...entry, position: String(entry.position) })));
  }

  @Put(':case/sections/:section')
  @Command('case.describe', 'case', 'Record a described section, whole')
  describe(
    @Req() request: HubRequest,
    @Param('case') id: string,
    @Param('section') section: string,
    @Body() command: RecordSection,
  ) {
    return this.commands.send(request, command, { case: id, section });
  }
}
