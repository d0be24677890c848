import {
  AccessLog,
  ACCESS_KINDS,
  Accounts,
  CurrentActor,
  CurrentPurpose,
  Policy,
  type Actor,
  type HubRequest,
  type LoggedAccess,
} from '@hub/access';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { dayField, textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { Screens } from '../page/screens';
import { AUDIT_PAGE, auditAddress, readAuditQuery } from './audit-query';
import { Wording, type RightsWords } from './wording';

/** U5: who saw or changed what, when and why. Reading it is an entry of its own. */
@Controller('audit')
export class AuditPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly log: AccessLog,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  @Policy('access-log.read')
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentActor() actor: Actor,
    @CurrentPurpose() purpose: string,
    @Query() query: object,
  ): Promise<void> {
    const words = await this.wording.of(request);
    const sent = query as FormBody;
    const { timeZone } = words.book.jurisdiction;
    const { filter, problems } = readAuditQuery(sent, timeZone, words.t('web:date.wrong'));
    const reader = { actor: actor.id, purpose, ...(actor.office !== undefined && { office: actor.office }) };
    const entries = problems.length > 0 ? [] : await this.log.read(filter, reader);
    const shown = entries.slice(0, AUDIT_PAGE);
    const last = shown.at(-1);
    const model = {
      problems: problems.map(({ field, message }) => ({ text: message, href: `#${field}` })),
      purpose: words.purpose(purpose),
      filter: await this.filterFields(sent, words, problems),
      table: {
        caption: words.t('web:audit.title'),
        columns: ['when', 'who', 'kind', 'what', 'why', 'persons'].map(name => ({
          text: words.t(`web:audit.${name}`),
        })),
        rows: shown.map(entry => this.row(entry, sent, words)),
      },
      older:
        entries.length > AUDIT_PAGE && last ? auditAddress(sent, { before: last.position.toString() }) : '',
      newest: textOf(sent, 'before') ? auditAddress({ ...sent, before: '' }, {}) : '',
      mayExport: this.screens.may(request, 'access-log.export'),
    };
    await this.screens.send(request, reply, 'screens/audit.njk', model, { screen: 'U5' });
  }

  private row(entry: LoggedAccess, sent: FormBody, words: RightsWords) {
    const { resource, subjects = [], recipient, actor, office } = entry;
    const [subject] = subjects;
    const what = resource ? [resource.kind, resource.id].filter(Boolean).join(' ') : '';
    const who = [words.actor(actor), words.place('organisation', office)].filter(Boolean).join(' · ');
    return [
      { text: words.fmt.dateTime(entry.at, { seconds: true }) },
      { text: who, href: auditAddress(sent, { actor, before: '' }) },
      { text: words.kind(entry.kind) },
      {
        text: what,
        ...(resource?.id && {
          href: auditAddress(sent, { resourceKind: resource.kind, resource: resource.id, before: '' }),
        }),
      },
      {
        text: [words.purpose(entry.purpose), words.recipient(recipient)].filter(Boolean).join(' → '),
      },
      {
        text: words.fmt.number(subjects.length),
        ...(subjects.length === 1 && subject && { href: auditAddress(sent, { subject, before: '' }) }),
      },
    ];
  }

  private async filterFields(
    sent: FormBody,
    words: RightsWords,
    problems: readonly { field: string; message: string }[],
  ) {
    const form = { body: sent, problems };
    const chosen = (name: string) => (value: string, text: string) => ({
      ...{ value, text, chosen: textOf(sent, name) === value },
    });
    const people = (await this.accounts.list()).map(({ id, name }) => chosen('actor')(id, name));
    return {
      from: dayField('from', words.t('web:audit.from'), form),
      until: dayField('until', words.t('web:audit.until'), form),
      people: people.sort((one, other) => words.fmt.compare(one.text, other.text)),
      kinds: ACCESS_KINDS.map(kind => chosen('kind')(kind, words.kind(kind))),
      resourceKind: textOf(sent, 'resourceKind'),
      resource: textOf(sent, 'resource'),
      subject: textOf(sent, 'subject'),
    };
  }
}
