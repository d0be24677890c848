import {
  ACCESS_POLICY,
  Policy,
  printMatrix,
  RightsHistory,
  type AccessPolicy,
  type HubRequest,
} from '@hub/access';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { dayField, readDay, textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { dayAfter, dayIn, startOfDay } from '../page/local-day';
import { Screens } from '../page/screens';
import { markWords } from './mark-words';
import { Wording } from './wording';

/** U1m, U1d: the table of rights, and who held which of them on a day. */
@Controller('people')
export class RightsPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly rights: RightsHistory,
    @Inject(ACCESS_POLICY) private readonly policy: AccessPolicy,
  ) {}

  /** As it is printed for the memorandum: one action a line, the roles that may, and under which terms. */
  @Get('matrix')
  @Policy('matrix.read')
  async matrix(@Req() request: HubRequest, @Res() reply: FastifyReply): Promise<void> {
    const words = await this.wording.of(request);
    const lines = printMatrix(this.policy).map(({ action, rights }) => ({
      action: words.action(action),
      second: this.policy.secondPerson?.includes(action) === true,
      rights: rights.map(({ role, reach, purposes }) => ({
        role: words.role(role),
        terms: reach
          .split(' ')
          .map(way => markWords(way, key => words.t(key)))
          .join('; '),
        purposes: words.fmt.list(purposes.map(words.purpose)),
      })),
    }));
    await this.screens.send(request, reply, 'screens/matrix.njk', { lines }, { screen: 'U1m' });
  }

  /** By the facts alone: who could do what at the end of a day. */
  @Get('rights')
  @Policy('rights.read')
  async onDay(@Req() request: HubRequest, @Res() reply: FastifyReply, @Query() sent: object): Promise<void> {
    const words = await this.wording.of(request);
    const { timeZone } = words.book.jurisdiction;
    const today = dayIn(timeZone, new Date());
    const [year, month, day] = today.split('-');
    const asked = sent as FormBody;
    const body =
      textOf(asked, 'on-day') || textOf(asked, 'on-year')
        ? asked
        : { ...asked, 'on-day': day, 'on-month': month, 'on-year': year };
    const on = readDay(body, 'on');
    const wrong = on === undefined || on === '';
    const problems = wrong ? [{ field: 'on', message: words.t('web:date.wrong') }] : [];
    const action = textOf(asked, 'action');
    const known = this.policy.actions.includes(action);
    const people = wrong ? [] : await this.holders(known ? action : undefined, this.endOf(on, timeZone));
    people.sort((one, other) => words.fmt.compare(one.name, other.name));
    const model = {
      problems: problems.map(({ field, message }) => ({ text: message, href: `#${field}` })),
      on: dayField('on', words.t('web:rights.on'), { body, problems }),
      actions: this.policy.actions
        .map(value => ({ value, text: words.action(value), chosen: value === action }))
        .sort((one, other) => words.fmt.compare(one.text, other.text)),
      table: {
        caption: wrong
          ? words.t('web:rights.title')
          : words.t('web:rights.caption', { date: words.fmt.date(on) }),
        showCaption: true,
        columns: ['name', 'office', 'roles'].map(name => ({ text: words.t(`web:people.${name}`) })),
        rows: people.map(person => [
          { text: person.name, href: `/people/${person.id}` },
          { text: words.place('organisation', person.office) },
          { text: person.grants.map(words.grant).join('; ') || words.t('web:people.no-roles') },
        ]),
      },
    };
    await this.screens.send(request, reply, 'screens/rights.njk', model, { screen: 'U1d' });
  }

  private endOf = (day: string, timeZone: string) =>
    new Date(startOfDay(dayAfter(day), timeZone).getTime() - 1);

  private holders(action: string | undefined, at: Date) {
    if (action === undefined) return this.rights.at(at);
    return this.rights.whoCould(this.policy, action, 'some', at);
  }
}
