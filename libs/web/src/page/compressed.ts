import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const packed = promisify(gzip);

const takesGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b(?!;q=0(\.0*)?(,|$))/.test(String(request.headers['accept-encoding'] ?? ''));

/**
 * Sends a body compressed to a browser that takes it so. A page holds the token of its session and what was asked;
 * guessing the one by the length of the other needs requests from elsewhere, which come without the cookie.
 */
export async function sendCompressed(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string | Buffer,
): Promise<void> {
  reply.header('vary', 'accept-encoding');
  if (!takesGzip(request)) {
    await reply.send(body);
    return;
  }
  await reply.header('content-encoding', 'gzip').send(await packed(body, { level: 6 }));
}
