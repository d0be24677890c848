import { AccessRefused } from '../access-refused';
import type { AccessLog } from '../access-log';
import type { Approvals } from '../approvals';
import { decide, reachOf, type Asked } from '../decide';
import type { AccessPolicy, Actor, Obligation, Resource } from '../policy';
import type { Session, Sessions } from '../sessions';
import type { Routes } from './routes';
import type { Granted, HubRequest, PolicyOptions, Resources, RouteAccess } from './route-access';
import { assertSameSite } from './same-site';
import type { SessionCookie } from './session-cookie';

export interface RequestAccessParts {
  readonly policy: AccessPolicy;
  readonly sessions: Sessions;
  readonly log: AccessLog;
  readonly approvals: Approvals;
  readonly cookie: SessionCookie;
  readonly routes: Routes;
  readonly origin?: string;
  /** Found once all modules stand; a server without objects needs none. */
  readonly resources: () => Resources | undefined;
  readonly close: () => Promise<void>;
}

type Guarded = Exclude<RouteAccess, 'public'>;

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

const paramOf = (request: HubRequest, name: string): string => {
  const params = request.params as Record<string, string | undefined>;
  return params[name] ?? '';
};

/** Refusals that would tell of an object which the person may not know of. */
const UNSEEN: readonly string[] = ['access.out-of-scope', 'access.sealed'];

const isAboutOne = ({ resource }: PolicyOptions) => typeof resource === 'object';

/** `case` of `case.read`. */
const thingOf = (action: string) => action.split('.')[0] ?? action;

const isBackground = (request: HubRequest, options: PolicyOptions) =>
  options.background === true || request.headers['x-hub-background'] !== undefined;

/** Everything between a request and its handler: session, origin, purpose, decision, entry in the log. */
export class RequestAccess {
  constructor(private readonly parts: RequestAccessParts) {}

  /** Whether the context told how to find its objects. */
  canFind(): boolean {
    return this.parts.resources() !== undefined;
  }

  async close(): Promise<void> {
    await this.parts.close();
  }

  /** @throws {AccessRefused} */
  async check(request: HubRequest): Promise<Granted> {
    const access = this.parts.routes.accessOf(request.routeOptions);
    // Cannot happen after the walk at boot; if it does, nobody gets in.
    if (!access) throw new AccessRefused('access.not-allowed', 403);
    const token = this.parts.cookie.read(request);
    if (access === 'public') return this.openToAll(request, token);
    const { session, token: live } = await this.signedIn(request, token, access);
    assertSameSite(request, live, this.parts.origin);
    // Until it is decided the request has what an open one has, so that a page of refusal knows its reader.
    request.granted = { obligations: [], reach: [], session, token: live };
    return this.judge(request, { session, token: live }, access);
  }

  private async openToAll(request: HubRequest, token: string | undefined): Promise<Granted> {
    const found = token === undefined ? undefined : await this.parts.sessions.resolve(token, false);
    const session = typeof found === 'object' ? found : undefined;
    assertSameSite(request, session && token, this.parts.origin);
    return { obligations: [], reach: [], ...(session && { session, token }) };
  }

  private async signedIn(request: HubRequest, token: string | undefined, access: Guarded) {
    const found =
      token === undefined
        ? undefined
        : await this.parts.sessions.resolve(token, !isBackground(request, access));
    if (token !== undefined && typeof found === 'object') return { session: found, token };
    request.outlived = token !== undefined && typeof found === 'string' && this.isOwnForm(request, token);
    // A session that ended says why; no session at all says nothing.
    throw new AccessRefused(
      typeof found === 'string' ? `access.session-${found}` : 'access.sign-in-required',
      401,
    );
  }

  private isOwnForm(request: HubRequest, token: string): boolean {
    if (request.method !== 'POST') return false;
    try {
      assertSameSite(request, token, this.parts.origin);
      return true;
    } catch {
      return false; // of another site: nothing of it is kept
    }
  }

  private async judge(
    request: HubRequest,
    { session, token }: { session: Session; token: string },
    access: Guarded,
  ): Promise<Granted> {
    const { policy } = this.parts;
    const { now } = session;
    this.assertKnownPurpose(request);
    // Before the object is looked for: who may do this to none is answered alike whether it exists or not.
    const ever = decide(policy, session.actor, access.policy, 'some', undefined, now);
    if (!ever.allow && ever.code === 'access.not-allowed') throw new AccessRefused(ever.code, 403);
    const asked = await this.asked(request, session.actor, access);
    const purpose = await this.purpose(
      request,
      session,
      asked === 'some' ? { kind: thingOf(access.policy) } : asked,
    );
    const decision = decide(policy, session.actor, access.policy, asked, purpose, now);
    if (!decision.allow) {
      // Ids follow from references, so that an object beyond reach, or sealed, must not be told from one that is not.
      if (isAboutOne(access) && UNSEEN.includes(decision.code))
        throw new AccessRefused('access.not-found', 404);
      throw new AccessRefused(decision.code, 403);
    }
    if (decision.obligations.includes('step-up')) throw new AccessRefused('access.step-up-required', 403);
    await this.enter(request, session.actor, { access, asked, purpose, obligations: decision.obligations });
    return {
      token,
      session,
      ...(purpose !== undefined && { purpose }),
      ...(asked !== 'some' && { resource: asked }),
      obligations: decision.obligations,
      reach: reachOf(policy, session.actor, access.policy, purpose, now),
    };
  }

  private async asked(request: HubRequest, actor: Actor, { policy, resource }: Guarded): Promise<Asked> {
    const kind = thingOf(policy);
    if (resource === undefined) return { kind };
    if (resource === 'some') return 'some';
    if (resource === 'new') {
      const { office, county, id } = actor;
      return { kind, assignees: [id], ...(office && { office }), ...(county && { county }) };
    }
    const found = await this.find(resource.kind, paramOf(request, resource.param));
    if (!found) throw new AccessRefused('access.not-found', 404);
    return found;
  }

  private async find(kind: string, id: string): Promise<Resource | undefined> {
    if (kind !== 'approval') return this.parts.resources()?.find(kind, id);
    const { requestedBy, concerns } = await this.parts.approvals.of(id);
    return { kind, id, requestedBy, ...(concerns !== undefined && { concerns }) };
  }

  /** It goes into the log: a word of the list, and not whatever somebody typed. */
  private assertKnownPurpose(request: HubRequest): void {
    const given = one(request.headers['x-hub-purpose']);
    if (given !== undefined && !this.parts.policy.purposes.includes(given)) {
      throw new AccessRefused('access.purpose-unknown', 422);
    }
  }

  /** Of this request, or chosen before for this object (for things there is one of: for its kind). */
  private async purpose(request: HubRequest, session: Session, about: Resource): Promise<string | undefined> {
    const given = one(request.headers['x-hub-purpose']);
    if (given !== undefined) return given;
    const { kind, id } = about;
    return this.parts.sessions.purposeFor(session.id, id === undefined ? kind : `${kind}/${id}`);
  }

  private async enter(
    request: HubRequest,
    actor: Actor,
    about: { access: Guarded; asked: Asked; purpose?: string; obligations: readonly Obligation[] },
  ): Promise<void> {
    const { access, asked, purpose, obligations } = about;
    if (!obligations.includes('log-access')) return;
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const { kind, id } = asked === 'some' ? { kind: access.policy, id: undefined } : asked;
    await this.parts.log.record({
      kind: access.entry ?? (reading ? 'consultation' : 'alteration'),
      actor: actor.id,
      ...(actor.office && { office: actor.office }),
      // An action that needs no purpose justifies itself.
      purpose: purpose ?? access.policy,
      resource: { kind, ...(id !== undefined && { id }) },
    });
  }
}
