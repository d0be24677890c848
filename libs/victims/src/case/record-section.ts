import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Condition, Value, Values } from '@hub/codebook';
import type { Act } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { isEnvelope } from '@hub/vault';
import { ValuesField, VersionField } from '../fields';
import type { Setting } from '../setting';
import type { CaseState, CaseView } from './case';
import { Cases, type DecideCase } from './cases';
import { record, standing } from './record';
import { valuesOf } from './values';

/** Records a described section of the case, whole. */
export class RecordSection {
  declare readonly case: string;
  declare readonly act: Act;
  /** From the route. */
  declare readonly section: string;

  @ValuesField()
  readonly values: Values;

  /** Version the section was recorded at when the author read it; 0 when it was empty. */
  @VersionField()
  readonly basedOn: number;
}

/** @throws {Refusal} 422 naming the fields that the criteria do not take */
export function checkSection(
  section: string,
  values: Values,
  setting: Setting,
  { pointer = '', facts = {} }: { readonly pointer?: string; readonly facts?: Values } = {},
): void {
  if (!setting.book.findSection(section)) {
    throw new Refusal('victims.section.unknown', {}, { status: 404 });
  }
  const { today } = setting;
  const problems = setting.book.validateSection(section, values, {
    at: today,
    pointer: `${pointer}/values`,
    facts,
  });
  if (problems.length > 0) throw new Refusal('platform.invalid-request', {}, { problems });
}

/** Names of the variables a condition looks at. */
function looksAt(condition: Condition): readonly string[] {
  if ('is' in condition) return [condition.is];
  if ('has' in condition) return [condition.has];
  if ('known' in condition) return [condition.known];
  if ('not' in condition) return looksAt(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(looksAt);
}

/** Values of the other sections and facts, where a question of this section is asked only under their condition. */
export function factsBeside(view: CaseView, section: string, { book }: Setting): Values {
  const variables = book.findSection(section)?.variables ?? [];
  const own = new Set(variables.map(({ name }) => name));
  const beyond = variables.some(({ when }) => when && looksAt(when).some(name => !own.has(name)));
  if (!beyond) return {};
  const others = Object.entries(view.sections).filter(([name]) => name !== section);
  return valuesOf({ ...view, sections: Object.fromEntries(others) }, book);
}

const same = (one: Value | undefined, other: Value | undefined) =>
  JSON.stringify(one) === JSON.stringify(other);

/** Variables in which the values given differ from those recorded meanwhile; sealed ones are only named. */
export function differences(recorded: Values, given: Values): object[] {
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(given)])];
  return names.flatMap<object>(variable => {
    const [now, yours] = [recorded[variable], given[variable]];
    if (isEnvelope(now)) return [{ variable, sealed: true }];
    return same(now, yours) ? [] : [{ variable, recorded: now ?? null, given: yours ?? null }];
  });
}

function assertBasedOnLatest(state: CaseState, { section, basedOn, values }: RecordSection): void {
  const recorded = state.view.sections[section];
  const version = recorded?.version ?? 0;
  if (basedOn === version) return;
  throw new Refusal(
    'victims.section.changed-meanwhile',
    { basedOn, version },
    { status: 409, extra: { version, differences: differences(recorded?.values ?? {}, values) } },
  );
}

export const recordSection: DecideCase<RecordSection> = (state, command, setting) => {
  const { section, values, basedOn } = command;
  const { person } = standing(state);
  checkSection(section, values, setting, { facts: factsBeside(state.view, section, setting) });
  assertBasedOnLatest(state, command);
  return record(state, { type: 'SectionRecorded', data: { section, person, values, basedOn } }, setting);
};

@CommandHandler(RecordSection)
export class RecordSectionHandler implements ICommandHandler<RecordSection> {
  constructor(private readonly cases: Cases) {}

  execute(command: RecordSection) {
    return this.cases.change(command, recordSection);
  }
}
