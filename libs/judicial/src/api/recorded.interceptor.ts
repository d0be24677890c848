import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Recorded } from '@hub/event-store';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

const isRecorded = (value: unknown): value is Recorded =>
  typeof value === 'object' && value !== null && 'position' in value && 'repeated' in value;

/**
 * The answer to a command: the new version as `ETag`, and the position in the log, for `?after=` of the next question.
 * A repeated command is answered with 200 instead of 201.
 */
@Injectable()
export class RecordedInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!isRecorded(answer)) return answer;
        const { version, position, repeated } = answer;
        if (repeated) reply.status(200);
        reply.header('etag', `"${version}"`);
        return { ...answer, position: position.toString() };
      }),
    );
  }
}
