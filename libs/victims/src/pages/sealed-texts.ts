import { decide, type HubRequest } from '@hub/access';
import type { DataClass } from '@hub/codebook';
import { Vault, type SealedValue } from '@hub/vault';
import { Injectable } from '@nestjs/common';
import { policy, purposes, type Action } from '../access/policy';
import type { Identity } from '../person/identity';
import { FORGOTTEN, isSealed } from '../read/sealed-places';
import { sessionOf } from './acting';
import { CaseFiles, type CaseInView } from './case-files';

/** Everything sealed in some data. */
function sealedIn(data: unknown): SealedValue[] {
  if (isSealed(data)) return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).flatMap(sealedIn);
}

const replaced = (data: unknown, known: ReadonlyMap<SealedValue, unknown>): unknown => {
  if (isSealed(data)) return known.get(data) ?? data;
  if (Array.isArray(data)) return data.map(one => replaced(one, known));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, inner]) => [name, replaced(inner, known)]));
};

/** Opens what is sealed in a case, for a purpose the reader has chosen; every opening is in the access log first. */
@Injectable()
export class SealedTexts {
  constructor(
    private readonly vault: Vault,
    private readonly files: CaseFiles,
  ) {}

  static has(data: unknown): boolean {
    return sealedIn(data).length > 0;
  }

  /** Whether the table of rights opens the action for this case under the purpose chosen. */
  may(request: HubRequest, action: Action, purpose = request.granted?.purpose): boolean {
    const { actor, now } = sessionOf(request);
    const about = request.granted?.resource;
    return about !== undefined && decide(policy, actor, action, about, purpose, now).allow;
  }

  /** Purposes for which the reader may see who the person is, or what is sealed in the case. */
  purposes(request: HubRequest): string[] {
    const opens = (purpose: string) =>
      this.may(request, 'person.identify', purpose) || this.may(request, 'case.read-sealed-values', purpose);
    return purposes.filter(opens);
  }

  /** The data with what may be opened in clear; as it was when nothing may. */
  async open<Data>(request: HubRequest, file: CaseInView, data: Data): Promise<Data> {
    const sealed = sealedIn(data);
    if (sealed.length === 0 || !this.may(request, 'case.read-sealed-values')) return data;
    const values = await this.released(
      request,
      { person: file.row.person, classes: ['sensitive', 'narrative'], file },
      sealed,
    );
    return replaced(data, values) as Data;
  }

  /** Who the person is; undefined when the purpose does not open it. */
  async identity(request: HubRequest, file: CaseInView): Promise<Identity | undefined> {
    if (!this.may(request, 'person.identify')) return undefined;
    const row = await this.files.person(file.row.person);
    const sealed = sealedIn(row?.identity);
    const about = { person: file.row.person, classes: ['identity', 'contact'] as const, file };
    return replaced(row?.identity ?? {}, await this.released(request, about, sealed)) as Identity;
  }

  private async released(
    request: HubRequest,
    about: { readonly person: string; readonly classes: readonly DataClass[]; readonly file: CaseInView },
    sealed: readonly SealedValue[],
  ): Promise<ReadonlyMap<SealedValue, unknown>> {
    const { actor } = sessionOf(request);
    const opener = await this.vault.release({
      subject: about.person,
      classes: about.classes,
      purpose: request.granted?.purpose ?? '',
      actor: actor.id,
      ...(actor.office && { office: actor.office }),
      resource: { kind: 'case', id: about.file.id },
    });
    const opened = await opener.openMany(sealed);
    const valueOf = (at: number) => {
      const one = opened[at];
      if (one && 'value' in one) return one.value;
      return one && 'forgotten' in one ? FORGOTTEN : sealed[at];
    };
    return new Map(sealed.map((value, at) => [value, valueOf(at)]));
  }
}
