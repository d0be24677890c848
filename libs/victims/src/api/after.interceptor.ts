import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { of, type Observable } from 'rxjs';

/** How long a reader waits for what was just recorded, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Read your own write: `?after=<position>` waits until the read models know that position. What takes longer is
 * answered with 202, to be asked again.
 */
@Injectable()
export class AfterInterceptor implements NestInterceptor {
  constructor(private readonly models: ReadModels) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { after } = request.query as { after?: unknown };
    if (after === undefined || request.method !== 'GET') return next.handle();
    if (typeof after !== 'string' || !/^\d{1,18}$/.test(after)) {
      throw new Refusal('victims.request.after', {}, { status: 400 });
    }
    if (await this.models.waitFor(BigInt(after), PATIENCE)) return next.handle();
    http.getResponse<FastifyReply>().status(202).header('retry-after', '1');
    return of({ pending: true, after });
  }
}
