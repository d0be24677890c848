import type { Reach } from '@hub/access';
import { Injectable } from '@nestjs/common';
import type { Act } from '@hub/event-store';
import { Refusal, Translator } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { certificateText, certifiedErasures, Vault } from '@hub/vault';
import { casesOfPerson } from '../read/cases-of-person';
import type { PersonFileRow } from '../read/person-file';

/** Days a backup of the keystore is kept, as `ops backup` does unless told otherwise. */
const KEYSTORE_BACKUP_DAYS = 30;

/** Persons as the API gives them. */
@Injectable()
export class PersonDocuments {
  constructor(
    private readonly models: ReadModels,
    private readonly vault: Vault,
    private readonly translator: Translator,
  ) {}

  private async row(id: string): Promise<PersonFileRow> {
    const { rows } = await this.models.query<PersonFileRow>(
      'select * from person_file where person_id = $1',
      [id],
    );
    const [row] = rows;
    if (!row) throw new Refusal('victims.person.not-registered', {}, { status: 404 });
    return row;
  }

  /** Which fields of the identity are recorded is shown, never what they hold; cases beyond reach are a number. */
  async read(id: string, reach: readonly Reach[]) {
    const row = await this.row(id);
    const { within, beyond } = await casesOfPerson(this.models, row, reach);
    const { version, into, restricted, held, erasure, state } = row;
    return {
      ...{ id, version, into, restricted, held, erasure },
      identity: Object.keys(row.identity ?? {}),
      cases: within.map(file => file.id),
      casesBeyondReach: beyond,
      absorbed: state.absorbed,
      links: state.links,
    };
  }

  /** What can be certified today of the erasure of a person, also in words. @throws {Refusal} 404 when there was none */
  async certificate(id: string, acceptLanguage: string | undefined) {
    await this.row(id);
    const { context, keystore } = this.vault.options;
    const all = await certifiedErasures({ context, keystore, keystoreBackupDays: KEYSTORE_BACKUP_DAYS });
    const certificate = all.findLast(({ subject }) => subject === id);
    if (!certificate) throw new Refusal('victims.person.not-erased', {}, { status: 404 });
    const lang = this.translator.negotiate(acceptLanguage);
    const formats = this.translator.formats(lang);
    const text = certificateText(
      certificate,
      (key, params) => this.translator.t(lang, key, params),
      at => formats.dateTime(at),
    );
    return { ...certificate, text };
  }

  async identity(id: string, { actor, office, purpose }: Act) {
    const { identity, version } = await this.row(id);
    const opener = await this.vault.release({
      subject: id,
      classes: ['identity', 'contact'],
      purpose: purpose ?? '',
      actor,
      resource: { kind: 'person', id },
      ...(office && { office }),
    });
    const fields = await Promise.all(
      Object.entries(identity ?? {}).map(async ([field, sealed]) => [
        field,
        sealed && (await opener.open(sealed.envelope, sealed.where)),
      ]),
    );
    return { id, version, identity: Object.fromEntries(fields) as Record<string, unknown> };
  }
}
