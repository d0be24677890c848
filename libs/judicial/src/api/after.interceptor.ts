import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { of, type Observable } from 'rxjs';

/** How long a question waits for what was just recorded, in milliseconds. */
const PATIENCE = 2_000;

/**
 * `?after=<position>` answers only from read models that know this position of the log: what one has recorded one
 * reads. Where that takes too long the answer is 202, with the advice to ask again.
 */
@Injectable()
export class AfterInterceptor implements NestInterceptor {
  constructor(private readonly models: ReadModels) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const { query, method } = http.getRequest<FastifyRequest>();
    const { after } = query as { readonly after?: unknown };
    if (method !== 'GET' || after === undefined) return next.handle();
    if (typeof after !== 'string' || !/^\d{1,18}$/.test(after)) {
      throw new Refusal('judicial.request.after', {}, { status: 400 });
    }
    if (await this.models.waitFor(BigInt(after), PATIENCE)) return next.handle();
    http.getResponse<FastifyReply>().status(202).header('retry-after', '1');
    return of({ pending: true, after });
  }
}
