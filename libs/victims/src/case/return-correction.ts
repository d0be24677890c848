import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Refusal, type FieldProblem } from '@hub/platform';
import { IdField, ValuesField } from '../fields';
import { requireFact } from './amendment';
import { requestFor } from './approve-correction';
import { Cases, type DecideCase } from './cases';
import { standing } from './record';

/** As long as a note may be. */
const LONGEST_REASON = 2_000;

/** A second person sends a request back to who asked for it, saying at each field what is still wrong. */
export class ReturnCorrection {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly request: string;

  /** By field of the fact; kept encrypted like every free text. */
  @ValuesField()
  readonly reasons: Readonly<Record<string, string>>;
}

function problemsOf(reasons: Readonly<Record<string, unknown>>, fields: ReadonlySet<string>): FieldProblem[] {
  const given = Object.entries(reasons);
  if (given.length === 0) return [{ pointer: '/reasons', code: 'victims.correction.needs-reason' }];
  return given.flatMap(([name, reason]): FieldProblem[] => {
    const pointer = `/reasons/${name}`;
    if (!fields.has(name)) return [{ pointer, code: 'victims.correction.no-such-field' }];
    const fits = typeof reason === 'string' && reason.trim() !== '' && reason.length <= LONGEST_REASON;
    return fits ? [] : [{ pointer, code: 'victims.correction.needs-reason' }];
  });
}

export const returnCorrection: DecideCase<ReturnCorrection> = (state, { request, reasons, act }) => {
  const { person } = standing(state);
  const { fact, changes } = requestFor(state, request, act);
  const fields = new Set(Object.keys({ ...requireFact(state, fact).fact.data, ...changes }));
  const problems = problemsOf(reasons, fields);
  if (problems.length > 0) {
    throw new Refusal('victims.correction.needs-reason', {}, { status: 422, problems });
  }
  return [{ type: 'CorrectionReturned', data: { request, person, reasons } }];
};

@CommandHandler(ReturnCorrection)
export class ReturnCorrectionHandler implements ICommandHandler<ReturnCorrection> {
  constructor(private readonly cases: Cases) {}

  execute(command: ReturnCorrection) {
    return this.cases.change(command, returnCorrection);
  }
}
