import { Public, type HubRequest } from '@hub/access';
import { Refusal } from '@hub/platform';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { ownAddress } from '../page/own-address';
import { Screens } from '../page/screens';

class LanguageQuery {
  @IsOptional() @IsString() @MaxLength(2000) back?: string;
}

/** Remembers the chosen language in a cookie that holds nothing else, and comes back to the page. */
@Controller('language')
export class LanguagePages {
  constructor(private readonly screens: Screens) {}

  @Get(':code')
  @Public()
  async choose(
    @Req() request: HubRequest,
    @Res() reply: FastifyReply,
    @Param('code') code: string,
    @Query() query: LanguageQuery,
  ): Promise<void> {
    if (!this.screens.chooseLanguage(request, reply, code))
      throw new Refusal('web.language.unknown', {}, { status: 404 });
    await this.screens.redirect(reply, ownAddress(query.back));
  }
}
