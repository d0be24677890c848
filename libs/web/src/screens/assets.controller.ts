import fs from 'node:fs';
import path from 'node:path';
import { Public } from '@hub/access';
import { Refusal } from '@hub/platform';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
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
  async asset(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    await this.send(reply, file, '');
  }

  @Get('fonts/:file')
  @Public()
  async font(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    await this.send(reply, file, 'fonts');
  }

  private async send(reply: FastifyReply, file: string, folder: string): Promise<void> {
    const type = types[path.extname(file)];
    const found = path.join(this.directory, folder, file);
    if (!type || !name.test(file) || !fs.existsSync(found))
      throw new Refusal('web.asset.unknown', {}, { status: 404 });
    await reply
      .type(type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(await fs.promises.readFile(found));
  }
}
