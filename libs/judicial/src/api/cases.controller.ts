import { Body, Controller, Get, Headers, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessLog, CurrentActor, CurrentReach, type Actor, type HubRequest, type Reach } from '@hub/access';
import { OpenCase } from '../case/open-case';
import { RecordOfficialNumber } from '../case/record-official-number';
import { RecordSection } from '../case/record-section';
import { CaseDocuments } from './case-documents';
import { CaseList } from './case-list';
import { CaseListQuery } from './case-list-query';
import { Commands } from './commands';
import { Beginning, Command, Listing, Question } from './guarding';

/** Cases: the list, one of them, and what is described in it. */
@ApiTags('Cases')
@Controller('api/v1/cases')
export class CasesController {
  constructor(
    private readonly commands: Commands,
    private readonly cases: CaseList,
    private readonly documents: CaseDocuments,
    private readonly log: AccessLog,
  ) {}

  @Post()
  @Beginning('case.open', 'Open a case at the office of whoever asks')
  open(@Req() request: HubRequest, @Body() command: OpenCase) {
    return this.commands.send(request, command);
  }

  @Get()
  @Listing('case.list', 'Cases within reach, the latest change first, page by page')
  list(
    @CurrentReach() reach: readonly Reach[],
    @CurrentActor() { id }: Actor,
    @Query() query: CaseListQuery,
  ) {
    return this.cases.page(reach, query, id);
  }

  @Get(':case')
  @Question('case.read', 'case', 'One case with its defendants; sealed values are named, not shown')
  read(@Param('case') id: string) {
    return this.documents.read(id);
  }

  @Get(':case/timeline')
  @Question('case.read', 'case', 'Everything that was recorded, also what was put right later')
  timeline(@Param('case') id: string) {
    return this.documents.timeline(id);
  }

  @Get(':case/tasks')
  @Question('case.read', 'case', 'What is to be done, by a day where there is one')
  tasks(@Param('case') id: string) {
    return this.documents.tasks(id);
  }

  @Get(':case/steps')
  @Question('case.read', 'case', 'What is possible next, and why the rest is not')
  steps(@Param('case') id: string, @Headers('accept-language') languages?: string) {
    return this.documents.steps(id, languages);
  }

  @Get(':case/sealed-values')
  @Question('case.read-number', 'case', 'Official number, notes and sealed answers, for a purpose')
  sealedValues(@Req() request: HubRequest, @Param('case') id: string) {
    return this.documents.sealedValues(id, this.commands.act(request));
  }

  @Get(':case/access')
  @Question('case.see-access', 'case', 'Who has seen or changed the case')
  async access(@Param('case') id: string) {
    const entries = await this.log.ofResource('case', id);
    return { entries: entries.map(entry => ({ ...entry, position: entry.position.toString() })) };
  }

  @Put(':case/official-number')
  @Command('case.describe', 'case', 'The number under which courts know the case')
  number(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RecordOfficialNumber) {
    return this.commands.send(request, command, id);
  }

  @Post(':case/sections')
  @Command('case.describe', 'case', 'Record a described section, whole, about the case or a defendant')
  describe(@Req() request: HubRequest, @Param('case') id: string, @Body() command: RecordSection) {
    return this.commands.send(request, command, id);
  }
}
