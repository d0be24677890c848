import type { FastifyRequest } from 'fastify';
import type { Translator } from '../language/translator';

/** The language to answer in: the `lang` cookie the person chose, else the best of `Accept-Language`. */
export function languageOf(request: FastifyRequest, translator: Translator): string {
  const { cookies } = request as { cookies?: Readonly<Record<string, string | undefined>> };
  return translator.negotiate(request.headers['accept-language'], cookies?.lang);
}
