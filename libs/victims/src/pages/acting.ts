import type { HubRequest, Session } from '@hub/access';
import type { Act } from '@hub/event-store';
import { HubConfig, Refusal, fieldProblems, type FieldProblem } from '@hub/platform';
import type { FormBody, FormProblem } from '@hub/web';
import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { validate as isUuid } from 'uuid';
import type { Words } from './words';

/** The signed-in person's session. @throws {Refusal} 401, which the guard has ruled out */
export function sessionOf(request: HubRequest): Session {
  const session = request.granted?.session;
  if (!session) throw new Refusal('access.sign-in-required', {}, { status: 401 });
  return session;
}

export const textOf = (body: FormBody, name: string): string => {
  const value = body[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
};

/** What a form says beside its fields. */
@Injectable()
export class Acting {
  constructor(private readonly config: HubConfig) {}

  /** Who acts: the id made when the form was shown makes a second sending harmless. */
  act(request: HubRequest, body: FormBody): Act {
    const { actor } = sessionOf(request);
    const command = textOf(body, '_command');
    if (!isUuid(command)) throw new Refusal('platform.malformed-body', {}, { status: 400 });
    const purpose = request.granted?.purpose;
    return {
      command,
      actor: actor.id,
      provenance: this.config.mode === 'sandbox' ? 'synthetic' : 'real',
      ...(actor.office && { office: actor.office }),
      ...(purpose && { purpose }),
    };
  }
}

/** A command from what was typed. @throws {Refusal} 422 naming the fields, as the API does */
export function commandOf<Command extends object>(
  type: new () => Command,
  data: object,
  set: Partial<Command>,
): Command {
  const command = plainToInstance(type, data);
  const errors = validateSync(command, {
    whitelist: true,
    stopAtFirstError: true,
    forbidUnknownValues: false,
  });
  if (errors.length > 0) {
    throw new Refusal('platform.invalid-request', {}, { status: 422, problems: fieldProblems(errors) });
  }
  return Object.assign(command, set);
}

/** Name of the control a problem is about; one inside an entry is named after it. */
function fieldOf({ pointer }: FieldProblem): string {
  const [name = '', entry, field] = pointer.replace(/^\/(changes\/)?(values\/)?/, '').split('/');
  return entry !== undefined && field !== undefined ? `${name}-${entry}-${field}` : name;
}

/** A refusal as the form shows it; anything else goes on being thrown. */
export function problemsOf(error: unknown, words: Words): FormProblem[] {
  if (!(error instanceof Refusal) || error.status >= 500 || error.status === 404) throw error;
  const { problems = [] } = error.options;
  if (problems.length === 0) return [{ field: '', message: words.message(error.code, { ...error.params }) }];
  return problems.map(problem => ({
    field: fieldOf(problem),
    message: words.message(problem.code, { ...problem.params }),
  }));
}
