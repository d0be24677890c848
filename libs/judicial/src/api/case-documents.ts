import { Injectable } from '@nestjs/common';
import { History, openEvent, type Act, type LoggedEvent } from '@hub/event-store';
import { Refusal, Translator } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Vault } from '@hub/vault';
import { Case } from '../case/case';
import type { CaseEvent } from '../case/events';
import { Law } from '../case/law';
import { nextSteps } from '../case/next-steps';
import type { CaseFile, QualityRow, TaskRow } from '../read/case-tables';
import { upcasts } from '../upcasts';
import { masked, sealedPlaces } from './sealed';

/** One case as the interface gives it. */
@Injectable()
export class CaseDocuments {
  constructor(
    private readonly models: ReadModels,
    private readonly history: History,
    private readonly vault: Vault,
    private readonly law: Law,
    private readonly translator: Translator,
  ) {}

  /** The proceeding with all its defendants; what is sealed is named, not shown. */
  async read(id: string) {
    const row = await this.row(id);
    const { proceeding, proposals } = row.state;
    const { reference, stage, version, unit, came_from: cameFrom, went_into: wentInto } = row;
    const { rows } = await this.models.query<QualityRow>('select * from case_quality where case_id = $1', [
      id,
    ]);
    const [quality] = rows;
    return {
      ...{ id, reference, version, stage, unit, cameFrom, wentInto },
      proceeding: masked(proceeding),
      proposals: proposals.map(({ id: proposal, by, amendment }) => ({
        proposal,
        by,
        amendment: masked(amendment),
      })),
      facts: await this.facts(id),
      missing: this.law.missingAtClosing(proceeding),
      findings: quality?.findings ?? [],
      ...(quality && { mandatory: { due: quality.due, filled: quality.filled } }),
    };
  }

  /**
   * Every step the law knows, with the reason where it is not possible now.
   * @param languages as `Accept-Language` has them
   */
  async steps(id: string, languages: string | undefined) {
    const { state, version } = await this.row(id);
    const lang = this.translator.negotiate(languages);
    return {
      version,
      steps: nextSteps(state.proceeding).map(({ step, person, obstacle }) => ({
        step,
        possible: obstacle === undefined,
        ...(person !== undefined && { person }),
        ...(obstacle !== undefined && { obstacle, reason: this.translator.message(lang, obstacle) }),
      })),
    };
  }

  async tasks(id: string) {
    const { rows } = await this.models.query<TaskRow>(
      `select kind, subject, person, due::text as due from task
        where case_id = $1 order by due nulls last, kind, subject`,
      [id],
    );
    return { tasks: rows };
  }

  /** From the log itself: also what was corrected, refused or recorded in error. */
  async timeline(id: string) {
    const { events } = await this.history.read(Case, id);
    return { events: events.map(entryOf) };
  }

  /** Opens what is sealed in the case; that this was asked is in the access log before a key is. */
  async sealedValues(id: string, { actor, office, purpose }: Act) {
    const { events } = await this.history.read(Case, id);
    const places = events.flatMap(sealedPlaces);
    if (places.length === 0) return { values: [] };
    const opener = await this.vault.release({
      subject: [...new Set(places.map(({ sealed }) => sealed.where.subject))],
      classes: ['identity', 'sensitive', 'narrative'],
      purpose: purpose ?? '',
      actor,
      ...(office !== undefined && { office }),
      resource: { kind: 'case', id },
    });
    const opened = await opener.openMany(places.map(({ sealed }) => sealed));
    return {
      values: places.map(({ fact, type, pointer }, at) => ({ fact, type, pointer, ...opened[at] })),
    };
  }

  /** Facts that stand, in the order of the case: what a correction can name. */
  private async facts(id: string) {
    const { rows } = await this.models.query<{
      id: string;
      type: string;
      version: number;
      corrected: boolean;
    }>(
      `select id, type, version, on_date as "on", corrected is not null as corrected
         from case_fact where case_id = $1 order by version`,
      [id],
    );
    return rows;
  }

  /** @throws {Refusal} 404 */
  private async row(id: string): Promise<CaseFile> {
    const { rows } = await this.models.query<CaseFile>('select * from case_file where id = $1', [id]);
    const [row] = rows;
    if (!row) throw new Refusal('judicial.case.unknown', {}, { status: 404 });
    return row;
  }
}

function entryOf(logged: LoggedEvent) {
  const { id, version, position, type, data, meta } = openEvent<CaseEvent>(logged, upcasts);
  const { actor, office, recordedAt, codebook, provenance } = meta;
  return {
    ...{ id, version, position: position.toString(), type, data: masked(data) },
    ...{ actor, office, recordedAt, codebook, provenance },
  };
}
