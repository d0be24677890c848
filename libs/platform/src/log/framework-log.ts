import type { LoggerService } from '@nestjs/common';
import { describeError, type Log } from './log';

/** Nest's own messages: warnings and errors by where they come from; their texts could quote a value. */
export class FrameworkLog implements LoggerService {
  constructor(private readonly sink: Log) {}

  log(): void {}

  warn(_message: unknown, ...rest: unknown[]): void {
    this.sink.warn('framework.warning', { source: this.source(rest) });
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.sink.error('framework.error', { ...describeError(message), source: this.source(rest) });
  }

  private source(rest: readonly unknown[]): string {
    const last = rest.at(-1);
    return typeof last === 'string' && /^\w{1,60}$/.test(last) ? last : 'nest';
  }
}
