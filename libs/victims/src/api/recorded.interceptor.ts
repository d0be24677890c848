import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Recorded } from '@hub/event-store';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

const isRecorded = (value: unknown): value is Recorded =>
  typeof value === 'object' && value !== null && 'position' in value && 'repeated' in value;

/** Answers a command with the new version as ETag and the position a reader passes as `?after=`. */
@Injectable()
export class RecordedInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!isRecorded(answer)) return answer;
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        reply.header('etag', `"${answer.version}"`);
        if (answer.repeated) reply.status(200);
        return { ...answer, position: String(answer.position) };
      }),
    );
  }
}
