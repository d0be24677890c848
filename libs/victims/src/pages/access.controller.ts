import { AccessLog, accessLabels, Policy, type HubRequest, type LoggedAccess } from '@hub/access';
import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { purposes } from '../access/policy';
import { headOf } from './case-head';
import { Desk } from './desk';
import type { Words } from './words';

const MOST_SHOWN = 200;

/** Who looked at a case or changed it, when and for what: for the supervisor, from the access log itself. */
@Controller('cases/:case/access')
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
    const words = await this.desk.wording.of(request);
    const entries = await this.log.ofResource('case', id, MOST_SHOWN);
    const names = await this.desk.wording.names(
      entries.map(({ actor }) => actor),
      words,
    );
    const model = {
      id,
      reference: file.row.reference,
      head: headOf(file, words),
      table: {
        caption: words.t('victims-pages:access.title'),
        showCaption: false,
        columns: ['when', 'who', 'office', 'what', 'purpose'].map(name => ({
          text: words.t(`victims-pages:access.${name}`),
          numeric: false,
        })),
        rows: entries.map(entry => rowOf(entry, names, words)),
      },
    };
    await this.desk.screens.send(request, reply, 'access.njk', model, { screen: 'V6s' });
  }
}

/** What an action without a purpose justifies itself with is the action; it has no words of its own here. */
const purposeText = (purpose: string, words: Words) =>
  purposes.some(known => known === purpose)
    ? words.t(`victims-pages:choice.purpose.${purpose}`)
    : words.t('victims-pages:access.right');

const recipientText = (recipient: string | undefined, words: Words) => {
  const key = recipient === undefined ? undefined : accessLabels.recipient(recipient);
  return key === undefined ? recipient : words.t(key);
};

const rowOf = (
  { at, actor, office, kind, purpose, recipient }: LoggedAccess,
  names: ReadonlyMap<string, string>,
  words: Words,
) => [
  { text: words.fmt.dateTime(at) },
  { text: names.get(actor) ?? actor },
  { text: office === undefined ? '' : words.organisation(office) },
  { text: [words.t(accessLabels.kind(kind)), recipientText(recipient, words)].filter(Boolean).join(' · ') },
  { text: purposeText(purpose, words) },
];
