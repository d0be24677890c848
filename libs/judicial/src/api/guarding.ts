import { applyDecorators, UseInterceptors } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Policy } from '@hub/access';
import type { Action } from '../access/policy';
import { AfterInterceptor } from './after.interceptor';
import { RecordedInterceptor } from './recorded.interceptor';

type Kind = 'case' | 'person' | 'erasure';

const purpose = ApiHeader({
  name: 'X-Hub-Purpose',
  required: false,
  description: 'What for, where the table of rights wants a purpose.',
});

const commandHeaders = [
  ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Sent twice, carried out once.' }),
  ApiHeader({ name: 'If-Match', required: false, description: 'Version that was looked at, such as "7".' }),
  purpose,
];

const recorded = [
  ApiCreatedResponse({ description: 'Recorded: id, version and position in the log.' }),
  ApiOkResponse({ description: 'Recorded in the place of what stood there, or had been recorded before.' }),
  ApiForbiddenResponse({ description: 'The table of rights does not open this; the code says why.' }),
  ApiUnprocessableEntityResponse({ description: 'Refused: a code, and the fields it is about.' }),
];

/** Parameter of the route that names the object; erasures are about a person. */
const paramOf = (kind: Kind) => (kind === 'case' ? 'case' : 'person');

/** A command about an object of the route. */
export const Command = (action: Action, kind: Kind, summary: string) =>
  applyDecorators(
    Policy(action, { resource: { kind, param: paramOf(kind) } }),
    UseInterceptors(RecordedInterceptor),
    ApiOperation({ summary }),
    ApiParam({ name: paramOf(kind), format: 'uuid' }),
    ...recorded,
    ApiConflictResponse({ description: 'Somebody was faster; what they recorded, field by field.' }),
    ApiNotFoundResponse({ description: 'No such object, or a sealed one.' }),
    ...commandHeaders,
  );

/** A command that begins something, which will belong to the office of whoever asks. */
export const Beginning = (action: Action, summary: string) =>
  applyDecorators(
    Policy(action, { resource: 'new', entry: 'collection' }),
    UseInterceptors(RecordedInterceptor),
    ApiOperation({ summary }),
    ...recorded,
    ...commandHeaders,
  );

const afterPosition = [
  UseInterceptors(AfterInterceptor),
  ApiQuery({ name: 'after', required: false, description: 'Position of the log the answer must know.' }),
  ApiOkResponse({ description: 'The answer.' }),
  ApiAcceptedResponse({ description: 'The position is not known yet; ask again.' }),
];

/** A question about an object of the route. */
export const Question = (action: Action, kind: Kind, summary: string) =>
  applyDecorators(
    Policy(action, { resource: { kind, param: paramOf(kind) } }),
    ApiOperation({ summary }),
    ApiParam({ name: paramOf(kind), format: 'uuid' }),
    ApiNotFoundResponse({ description: 'No such object, or a sealed one.' }),
    ...afterPosition,
    purpose,
  );

/** Figures over the whole database, for a purpose. */
export const Measure = (action: Action, summary: string) =>
  applyDecorators(Policy(action), ApiOperation({ summary }), ...afterPosition, purpose);

/** A question about everything within reach. */
export const Listing = (action: Action, summary: string) =>
  applyDecorators(Policy(action, { resource: 'some' }), ApiOperation({ summary }), ...afterPosition, purpose);
