import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Policy } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Refusal } from '@hub/platform';

@ApiTags('Criteria')
@Controller('api/v1/criteria')
export class CriteriaController {
  constructor(private readonly book: CriteriaBook) {}

  @Get()
  @Policy('criteria.read')
  @ApiOperation({ summary: 'The regional criteria as this jurisdiction applies them' })
  criteria() {
    const { version, fingerprint, jurisdiction, sections, lifeCycle } = this.book;
    return { version, fingerprint, jurisdiction: jurisdiction.code, sections, lifeCycle };
  }

  @Get('sections/:section/schema')
  @Policy('criteria.read')
  @ApiOperation({ summary: 'JSON Schema of the values of a section' })
  schema(@Param('section') section: string) {
    if (!this.book.findSection(section)) throw new Refusal('victims.section.unknown', {}, { status: 404 });
    return this.book.jsonSchema(section);
  }

  @Get('import-template')
  @Policy('criteria.read')
  @ApiOperation({ summary: 'Headings of the file a national register hands over' })
  template() {
    return { columns: this.book.importTemplate() };
  }
}
