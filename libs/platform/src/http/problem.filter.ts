import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Translator } from '../language/translator';
import { describeError, Log } from '../log/log';
import { faultOf } from './fault';
import { describeProblem, type Problem } from './problem';
import { languageOf } from './request-language';

/** Renders a problem as a page for people; the page kit provides one. */
export abstract class ProblemPage {
  abstract render(problem: Problem, language: string, request: FastifyRequest): string | Promise<string>;

  /** Address of a page that helps the person on, where there is one; the answer then is to go there. */
  elsewhere?(problem: Problem, request: FastifyRequest): string | undefined;
}

const wantsPage = (request: FastifyRequest) =>
  /\btext\/html\b/.test(request.headers.accept ?? '') && !request.url.startsWith('/api/');

/** Answers every error: problem+json in the reader's language, or the page kit's page. Never a stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly translator: Translator,
    private readonly log: Log,
    private readonly page: () => ProblemPage | undefined = () => undefined,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    await this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Always ends the request, even if a text is missing or a page does not render. */
  async answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      await this.explain(error, request, reply);
    } catch (failure) {
      this.log.error('http.unexplained', { ...describeError(failure), request: request.id });
      const bare = { type: 'platform.unexpected', status: 500 };
      if (reply.sent || reply.raw.headersSent) reply.raw.destroy();
      else await reply.status(500).type('application/problem+json; charset=utf-8').send(JSON.stringify(bare));
    }
  }

  private async explain(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const fault = faultOf(error);
    const language = languageOf(request, this.translator);
    const problem = describeProblem(fault, language, this.translator);
    this.record(error, problem, request);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    reply.status(problem.status).header('content-language', language);
    if (problem.status === 503 || problem.status === 507) reply.header('retry-after', '10');
    const { retryAfter } = error as { retryAfter?: unknown };
    if (typeof retryAfter === 'number') reply.header('retry-after', String(Math.ceil(retryAfter)));
    const page = wantsPage(request) ? this.page() : undefined;
    if (page) await this.show(page, problem, request, reply);
    else await reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }

  private async show(page: ProblemPage, problem: Problem, request: FastifyRequest, reply: FastifyReply) {
    const elsewhere = page.elsewhere?.(problem, request);
    if (elsewhere !== undefined) {
      await reply.redirect(elsewhere, 303);
      return;
    }
    const html = await page.render(problem, languageOf(request, this.translator), request);
    await reply.type('text/html; charset=utf-8').send(html);
  }

  private record(error: unknown, problem: Problem, request: FastifyRequest): void {
    const fields = { request: request.id, route: request.routeOptions?.url, method: request.method };
    if (problem.status < 500) {
      this.log.info('http.refused', { ...fields, code: problem.type, status: problem.status });
      return;
    }
    const incident = problem.instance?.replace('urn:uuid:', '');
    this.log.error('http.failed', { ...describeError(error), ...fields, incident, status: problem.status });
  }
}
