import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Policy } from '@hub/access';
import { CriteriaBook } from '@hub/codebook';
import { Refusal } from '@hub/platform';

/** The regional criteria, and the offices and courts of the jurisdiction. */
@ApiTags('Criteria')
@Controller('api/v1')
export class CriteriaController {
  constructor(private readonly book: CriteriaBook) {}

  @Get('criteria')
  @Policy('criteria.read')
  @ApiOperation({ summary: 'The criteria as this jurisdiction applies them' })
  criteria() {
    const { version, fingerprint, jurisdiction, sections, lifeCycle } = this.book;
    return { version, fingerprint, jurisdiction: jurisdiction.code, sections, lifeCycle };
  }

  @Get('criteria/sections/:section/schema')
  @Policy('criteria.read')
  @ApiOperation({ summary: 'JSON Schema of the answers of a section' })
  schema(@Param('section') section: string) {
    if (!this.book.findSection(section)) {
      throw new Refusal('judicial.section.unknown', {}, { status: 404 });
    }
    return this.book.jsonSchema(section);
  }

  @Get('criteria/import-template')
  @Policy('criteria.read')
  @ApiOperation({ summary: 'Headings of the file a national register hands over' })
  template() {
    return { columns: this.book.importTemplate() };
  }

  @Get('organisations')
  @Policy('criteria.read')
  @ApiOperation({ summary: 'Offices and courts: who prosecutes, who adjudicates, where' })
  organisations() {
    return { organisations: this.book.institutions };
  }
}
