import { applyDecorators, UseInterceptors } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { Policy } from '@hub/access';
import type { Action } from '../access/policy';
import { RecordedInterceptor } from './recorded.interceptor';

const commandHeaders = [
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeated key is answered, not carried out again.',
  }),
  ApiHeader({ name: 'If-Match', required: false, description: 'Version the client has seen, e.g. "7".' }),
  ApiHeader({
    name: 'X-Hub-Purpose',
    required: false,
    description: 'Why, where the action asks for a purpose.',
  }),
];

const recorded = [
  ApiCreatedResponse({ description: 'Recorded: id, version and position in the log.' }),
  ApiOkResponse({ description: 'Recorded in the place of what stood there, or had been recorded before.' }),
];

/** A command about an existing object of the route. */
export const Command = (action: Action, kind: 'case' | 'person' | 'erasure', summary: string) => {
  const param = kind === 'case' ? 'case' : 'person';
  return applyDecorators(
    Policy(action, { resource: { kind, param } }),
    UseInterceptors(RecordedInterceptor),
    ApiOperation({ summary }),
    ApiParam({ name: param, format: 'uuid' }),
    ...recorded,
    ApiConflictResponse({
      description: 'Not possible now, with the reason; or changed since, field by field.',
    }),
    ...commandHeaders,
  );
};

/** A command that begins something new in the actor's office. */
export const Beginning = (action: Action, summary: string) =>
  applyDecorators(
    Policy(action, { resource: 'new', entry: 'collection' }),
    UseInterceptors(RecordedInterceptor),
    ApiOperation({ summary }),
    ...recorded,
    ...commandHeaders,
  );

/** A question about an existing object of the route. */
export const Question = (action: Action, kind: 'case' | 'person', summary: string) =>
  applyDecorators(
    Policy(action, { resource: { kind, param: kind } }),
    ApiOperation({ summary }),
    ApiParam({ name: kind, format: 'uuid' }),
  );
