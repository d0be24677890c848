import { decide, type HubRequest } from '@hub/access';
import type { DataClass } from '@hub/codebook';
import { Vault, type SealedValue } from '@hub/vault';
import { Injectable } from '@nestjs/common';
import { policy, purposes, type Action } from '../access/policy';
import { identityParts, type Identity } from '../person/events';
import { sessionOf } from './acting';
import { CaseFiles, type CaseInView } from './case-files';
import { FORGOTTEN, opened, sealedIn } from './sealed-places';

interface About {
  readonly subject: string;
  readonly classes: readonly DataClass[];
  readonly resource: { readonly kind: string; readonly id: string };
}

/** Opens what is sealed in a case, for a purpose the reader has chosen; every opening is in the access log first. */
@Injectable()
export class SealedTexts {
  constructor(
    private readonly vault: Vault,
    private readonly files: CaseFiles,
  ) {}

  /** Whether the table of rights opens the action for this case under the purpose chosen. */
  may(request: HubRequest, action: Action, purpose = request.granted?.purpose): boolean {
    const { actor, now } = sessionOf(request);
    const about = request.granted?.resource;
    return about !== undefined && decide(policy, actor, action, about, purpose, now).allow;
  }

  /** Purposes for which the reader may see who somebody is, or the number the court knows the case by. */
  purposes(request: HubRequest): string[] {
    const opens = (purpose: string) =>
      this.may(request, 'person.identify', purpose) || this.may(request, 'case.read-number', purpose);
    return purposes.filter(opens);
  }

  /** Whether the purpose chosen before opens what is sealed. */
  isOpen(request: HubRequest): boolean {
    return this.may(request, 'case.read-number');
  }

  /** The data with what may be opened in clear; as it was when nothing may. */
  async open<Data>(request: HubRequest, file: CaseInView, data: Data): Promise<Data> {
    const sealed = sealedIn(data);
    if (sealed.length === 0 || !this.isOpen(request)) return data;
    const resource = { kind: 'case', id: file.id };
    const about = { subject: file.id, classes: ['identity', 'narrative'] as const, resource };
    const ofCase = sealed.filter(({ where }) => where.subject === file.id);
    return opened(data, await this.released(request, about, ofCase)) as Data;
  }

  /** The number under which courts know the case; undefined when there is none or the purpose does not open it. */
  async officialNumber(request: HubRequest, file: CaseInView): Promise<string | undefined> {
    const { official_number: sealed } = file.row;
    if (!sealed || !this.isOpen(request)) return undefined;
    const number = await this.open(request, file, sealed);
    return typeof number === 'string' && number !== FORGOTTEN ? number : undefined;
  }

  /** Who the person is; undefined when the purpose does not open it. */
  async identity(request: HubRequest, person: string): Promise<Identity | undefined> {
    if (!this.may(request, 'person.identify')) return undefined;
    const row = await this.files.person(person);
    if (!row?.identity) return {};
    const about = {
      subject: person,
      classes: ['identity'] as const,
      resource: { kind: 'person', id: person },
    };
    const known = await this.released(request, about, sealedIn(row.identity));
    const clear = opened(row.identity, known) as Record<string, unknown>;
    const parts = identityParts.filter(part => clear[part] !== undefined && clear[part] !== FORGOTTEN);
    return Object.fromEntries(parts.map(part => [part, clear[part]]));
  }

  private async released(
    request: HubRequest,
    { subject, classes, resource }: About,
    sealed: readonly SealedValue[],
  ): Promise<ReadonlyMap<SealedValue, unknown>> {
    if (sealed.length === 0) return new Map();
    const { actor } = sessionOf(request);
    const opener = await this.vault.release({
      subject,
      classes,
      purpose: request.granted?.purpose ?? '',
      actor: actor.id,
      ...(actor.office && { office: actor.office }),
      resource,
    });
    const values = await opener.openMany(sealed);
    const valueOf = (at: number) => {
      const one = values[at];
      if (one && 'value' in one) return one.value;
      return one && 'forgotten' in one ? FORGOTTEN : sealed[at];
    };
    return new Map(sealed.map((value, at) => [value, valueOf(at)]));
  }
}
