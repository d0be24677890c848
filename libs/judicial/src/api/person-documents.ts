import { Injectable } from '@nestjs/common';
import type { Act } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Vault } from '@hub/vault';
import type { PersonRecord } from '../read/case-tables';

/** One person as the interface gives them. */
@Injectable()
export class PersonDocuments {
  constructor(
    private readonly models: ReadModels,
    private readonly vault: Vault,
  ) {}

  /** Which parts of the identity are known is told, not what they are. */
  async read(id: string) {
    const row = await this.row(id);
    const { kind, version, links, into_person: into, members, restricted, held, forgotten } = row;
    return {
      ...{ id, kind, version, links, into, members, restricted, held, forgotten },
      erasureRequested: row.erasure_requested_by !== null,
      identity: Object.keys(row.identity ?? {}),
      cases: row.cases,
    };
  }

  /** Opens who the person is; that this was asked is in the access log before a key is. */
  async identity(id: string, { actor, office, purpose }: Act) {
    const { identity, version } = await this.row(id);
    const parts = Object.entries(identity ?? {});
    if (parts.length === 0) return { id, version, identity: {} };
    const opener = await this.vault.release({
      subject: id,
      classes: ['identity'],
      purpose: purpose ?? '',
      actor,
      ...(office !== undefined && { office }),
      resource: { kind: 'person', id },
    });
    const opened = await opener.openMany(parts.map(([, sealed]) => sealed));
    return { id, version, identity: Object.fromEntries(parts.map(([name], at) => [name, opened[at]])) };
  }

  /** @throws {Refusal} 404; a person whom only cases name so far is not registered */
  private async row(id: string): Promise<PersonRecord> {
    const { rows } = await this.models.query<PersonRecord>(
      'select * from person_record where id = $1 and version > 0',
      [id],
    );
    const [row] = rows;
    if (!row) throw new Refusal('judicial.person.unknown', {}, { status: 404 });
    return row;
  }
}
