import { AccessLog, accessLabels, Policy, type HubRequest, type LoggedAccess } from '@hub/access';
import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { purposes } from '../access/policy';
import { headOf } from './case-head';
import { Desk } from './desk';
import type { Words } from './words';

const MOST_SHOWN = 200;
const columns = ['when', 'who', 'office', 'what', 'purpose'] as const;

/** Who looked at proceedings or changed them, when and for what: for the chief prosecutor, from the access log itself. */
@Controller('proceedings/:case/access')
export class AccessPages {
  constructor(
    private readonly desk: Desk,
    private readonly log: AccessLog,
  ) {}

  @Get()
  @Policy('case.see-access', { resource: { kind: 'case', param: 'case' } })
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('case', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const file = await this.desk.files.read(id);
    const words = this.desk.wording.of(request);
    const entries = await this.log.ofResource('case', id, MOST_SHOWN);
    const names = await this.desk.wording.names(
      entries.map(({ actor }) => actor),
      words,
    );
    const table = {
      caption: words.t('judicial-pages:access.title'),
      showCaption: false,
      columns: columns.map(name => ({ text: words.t(`judicial-pages:access.${name}`), numeric: false })),
      rows: entries.map(entry => rowOf(entry, names.get(entry.actor) ?? entry.actor, words)),
    };
    const model = { id, reference: file.row.reference, head: headOf(file, words), table };
    await this.desk.screens.send(request, reply, 'access.njk', model, { screen: 'J10s' });
  }
}

/** What an action without a purpose justifies itself with is the right of the role. */
function purposeText(purpose: string, words: Words): string {
  const known = purposes.some(one => one === purpose);
  return words.t(known ? `judicial-access:purpose.${purpose}` : 'judicial-pages:access.right');
}

function kindText({ kind, recipient }: LoggedAccess, words: Words): string {
  const key = recipient === undefined ? undefined : accessLabels.recipient(recipient);
  const to = key === undefined ? recipient : words.t(key);
  return [words.t(accessLabels.kind(kind)), to].filter(Boolean).join(' · ');
}

const rowOf = (entry: LoggedAccess, who: string, words: Words) => [
  { text: words.fmt.dateTime(entry.at) },
  { text: who },
  { text: entry.office === undefined ? '' : words.organisation(entry.office) },
  { text: kindText(entry, words) },
  { text: purposeText(entry.purpose, words) },
];
