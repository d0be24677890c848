import { Readable } from 'node:stream';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ACCESS_KINDS, AccessLog, type AccessKind, type LoggedAccess } from '../access-log';
import type { AccessPolicy, Actor } from '../policy';
import { printMatrix } from '../matrix';
import { RightsHistory } from '../rights-history';
import { CurrentActor, CurrentPurpose, Policy } from './policy.decorator';
import { ACCESS_POLICY } from './tokens';

class LogQuery {
  @IsOptional() @Matches(/^[1-9]\d{0,17}$/) before?: string;
  @IsOptional() @Matches(/^[1-9]\d{0,3}$/) limit?: string;
  @IsOptional() @IsString() @MaxLength(200) actor?: string;
  @IsOptional() @IsString() @MaxLength(200) subject?: string;
  @IsOptional() @IsIn(ACCESS_KINDS) kind?: AccessKind;
  @IsOptional() @IsString() @MaxLength(100) resourceKind?: string;
  @IsOptional() @IsString() @MaxLength(200) resource?: string;
  @IsOptional() @IsISO8601({ strict: true }) from?: string;
  @IsOptional() @IsISO8601({ strict: true }) until?: string;
}

class ExportQuery {
  @IsISO8601({ strict: true }) from: string;
  @IsISO8601({ strict: true }) until: string;
  /** The authority that gets the file. */
  @IsString() @IsNotEmpty() @MaxLength(200) recipient: string;
}

class Instant {
  @IsISO8601({ strict: true }) at: string;
}

const view = ({ position, ...entry }: LoggedAccess) => ({ position: position.toString(), ...entry });

const readerOf = (actor: Actor, purpose: string) => ({
  actor: actor.id,
  purpose,
  ...(actor.office !== undefined && { office: actor.office }),
});

const dates = ({ from, until }: { from?: string; until?: string }) => ({
  ...(from && { from: new Date(from) }),
  ...(until && { until: new Date(until) }),
});

/** What the auditor reads: accesses, rights, and who held them when. */
@Controller('api/v1')
export class AccessLogController {
  constructor(
    @Inject(AccessLog) private readonly log: AccessLog,
    @Inject(RightsHistory) private readonly rights: RightsHistory,
    @Inject(ACCESS_POLICY) private readonly policy: AccessPolicy,
  ) {}

  @Get('access-log')
  @ApiOperation({
    summary: 'Newest first; the next page is `before` the last position. This reading is an entry too.',
  })
  @Policy('access-log.read')
  async read(@Query() query: LogQuery, @CurrentActor() actor: Actor, @CurrentPurpose() purpose: string) {
    const { before, limit, resourceKind, resource, from, until, ...equal } = query;
    const filter = {
      ...equal,
      ...(before && { before: BigInt(before) }),
      ...(limit && { limit: Number(limit) }),
      ...(resourceKind && { resource: { kind: resourceKind, id: resource } }),
      ...dates({ from, until }),
    };
    const entries = await this.log.read(filter, readerOf(actor, purpose));
    return { entries: entries.map(view) };
  }

  @Get('access-log/export')
  @ApiOperation({ summary: 'The log as stored, one JSON object a line, for the supervisory authority.' })
  @Policy('access-log.export')
  async export(@Query() query: ExportQuery, @CurrentActor() actor: Actor, @CurrentPurpose() purpose: string) {
    const range = { from: new Date(query.from), until: new Date(query.until) };
    const lines = await this.log.export(range, { ...readerOf(actor, purpose), recipient: query.recipient });
    return new StreamableFile(Readable.from(lines), {
      type: 'application/x-ndjson',
      disposition: 'attachment; filename="access-log.ndjson"',
    });
  }

  @Get('matrix')
  @ApiOperation({ summary: 'The table of rights, as it is printed for the memorandum.' })
  @Policy('matrix.read')
  matrix() {
    return {
      roles: this.policy.roles,
      actions: printMatrix(this.policy),
      secondPerson: this.policy.secondPerson,
    };
  }

  @Get('rights')
  @ApiOperation({ summary: 'Who held which roles at an instant.' })
  @Policy('rights.read')
  async held(@Query() { at }: Instant) {
    return { accounts: await this.rights.at(new Date(at)) };
  }
}
