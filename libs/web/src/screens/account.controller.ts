import {
  Accounts,
  CurrentSession,
  Policy,
  SessionList,
  type HubRequest,
  type KnownSession,
  type Session,
} from '@hub/access';
import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Screens } from '../page/screens';
import { Wording, type RightsWords } from './wording';

class AccountQuery {
  /** How many sessions were just ended. */
  @IsOptional() @Matches(/^\d{1,4}$/) ended?: string;
}

export const sessionState = (session: KnownSession, words: RightsWords): string => {
  if (session.open) return words.t('web:account.session-open');
  // One that was never closed ended by its limits when nobody came back.
  return words.t(`web:account.end.${session.end ?? 'idle'}`);
};

/** A4: what everybody may see and change about their own account. */
@Controller('account')
export class AccountPages {
  constructor(
    private readonly screens: Screens,
    private readonly wording: Wording,
    private readonly accounts: Accounts,
    private readonly sessions: SessionList,
  ) {}

  @Get()
  @Policy('session.use')
  async page(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @CurrentSession() { id, actor }: Session,
    @Query() { ended }: AccountQuery,
  ): Promise<void> {
    const words = await this.wording.of(request);
    const [account, sessions, refused] = await Promise.all([
      this.accounts.of(actor.id),
      this.sessions.of(actor.id),
      this.sessions.refused(actor.id),
    ]);
    const others = sessions.filter(session => session.open && session.id !== id);
    const state = (session: KnownSession) =>
      session.id === id ? words.t('web:account.session-this') : sessionState(session, words);
    const model = {
      account: {
        name: account.name,
        signInName: account.signInName,
        office: words.place('organisation', account.office),
        county: words.place('unit', account.county),
        roles: account.grants.map(words.grant),
      },
      sessions: {
        caption: words.t('web:account.sessions'),
        showCaption: true,
        columns: ['signed-in', 'last-active', 'state'].map(name => ({
          text: words.t(`web:account.${name}`),
        })),
        rows: sessions.map(session => [
          { text: words.fmt.dateTime(session.signedInAt) },
          { text: words.fmt.dateTime(session.lastActiveAt) },
          { text: state(session) },
        ]),
      },
      others: others.length,
      refused: refused.map(at => words.fmt.dateTime(at)),
    };
    const notice = ended === undefined ? '' : words.t('web:account.ended', { count: Number(ended) });
    await this.screens.send(request, reply, 'screens/account.njk', model, { screen: 'A4', notice });
  }

  @Post('sessions/end')
  @Policy('session.use')
  async endOthers(@Res() reply: FastifyReply, @CurrentSession() { id, actor }: Session): Promise<void> {
    const count = await this.sessions.end(actor.id, actor.id, id);
    await this.screens.redirect(reply, `/account?ended=${count}`);
  }
}
