import fs from 'node:fs';
import path from 'node:path';
import { Public } from '@hub/access';
import { Refusal } from '@hub/platform';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCompressed } from '../page/compressed';
import { installationRoot } from '../page/environment';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
const name = /^[A-Za-z0-9][\w-]*(?:\.[\w-]+)?$/;

/** Style sheet, script and fonts. Their names carry a hash of the content, so browsers may keep them. */
@Controller('assets')
export class AssetFiles {
  private readonly directory = path.join(installationRoot(), 'dist/public');

  @Get(':file')
  @Public()
  async asset(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('file') file: string,
  ): Promise<void> {
    await this.send(request, reply, file);
  }

  @Get('fonts/:file')
  @Public()
  async font(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('file') file: string,
  ): Promise<void> {
    await this.send(request, reply, file, 'fonts');
  }

  private async send(request: FastifyRequest, reply: FastifyReply, file: string, folder = ''): Promise<void> {
    const type = types[path.extname(file)];
    const found = path.join(this.directory, folder, file);
    if (!type || !name.test(file) || !fs.existsSync(found))
      throw new Refusal('web.asset.unknown', {}, { status: 404 });
    reply.type(type).header('cache-control', 'public, max-age=31536000, immutable');
    const content = await fs.promises.readFile(found);
    // Fonts are compressed in themselves.
    if (type === 'font/woff2') await reply.send(content);
    else await sendCompressed(request, reply, content);
  }
}
