import {
  decide,
  formToken,
  IDLE_MINUTES,
  IDLE_WARNING_MINUTES,
  reachOf,
  type AccessPolicy,
  type HubRequest,
  type Reach,
} from '@hub/access';
import type { HubConfig, Translator } from '@hub/platform';
import { languageOf } from '@hub/platform';
import type { FastifyReply } from 'fastify';
import { languages, type Frame, type Identity, type NavigationItem } from './frame';
import { sendCompressed } from './compressed';
import { Pages } from './pages';

/** How one installation presents itself. */
export interface Installation {
  readonly identity: Omit<Identity, 'jurisdiction' | 'mode'>;
  /** Each entry is shown to those whom the table of rights allows its action. */
  readonly navigation: readonly (NavigationItem & { readonly action?: string })[];
  /** Directories with the context's own views. */
  readonly views: readonly string[];
  /** Keys of the words for what its table of rights names. */
  readonly rights: Readonly<Record<'role' | 'action' | 'purpose', (name: string) => string>>;
  /** Whether the header offers the search. */
  readonly searchAction?: string;
}

/** Screens both databases have, after those of the context. */
const ownNavigation: Installation['navigation'] = [
  { key: 'web:people.title', href: '/people', action: 'account.list', about: 'web:duty.people' },
  { key: 'web:audit.title', href: '/audit', action: 'access-log.read', about: 'web:duty.audit' },
  {
    key: 'web:operations.title',
    href: '/operations',
    action: 'operations.read',
    about: 'web:duty.operations',
  },
  { key: 'web:help.link', href: '/help', about: 'web:duty.help' },
];

export interface ScreenOptions {
  /** Short id for the help desk: `V6`. */
  readonly screen: string;
  readonly notice?: string;
  readonly status?: number;
}

/** Draws the screens of one installation for the person who asks. */
export class Screens {
  private readonly pages: Pages;

  constructor(
    readonly installation: Installation,
    private readonly config: HubConfig,
    readonly translator: Translator,
    /** The table of rights the guard decides by. */
    readonly policy: AccessPolicy,
  ) {
    this.pages = new Pages(translator, installation.views);
  }

  lang(request: HubRequest): string {
    return languageOf(request, this.translator);
  }

  /** Text in the language of the request. */
  t(request: HubRequest, key: string, params?: Record<string, unknown>): string {
    return this.translator.t(this.lang(request), key, params);
  }

  /** Whether the person may do this somewhere; the handler decides about the object itself. */
  may(request: HubRequest, action: string): boolean {
    const actor = request.granted?.session?.actor;
    if (!actor) return false;
    const decision = decide(this.policy, actor, action, 'some', undefined, new Date());
    // Where only the purpose is missing, the page asks for it.
    return decision.allow || decision.code === 'access.purpose-required';
  }

  /** Whether the person may do this to the object the page is about. */
  mayHere(request: HubRequest, action: string): boolean {
    const { session, resource, purpose } = request.granted ?? {};
    if (!session || !resource) return false;
    return decide(this.policy, session.actor, action, resource, purpose, new Date()).allow;
  }

  /** What the person may reach by an action on a page that is about something else. */
  reach(request: HubRequest, action: string): Reach[] {
    const actor = request.granted?.session?.actor;
    return actor ? reachOf(this.policy, actor, action, undefined, new Date()) : [];
  }

  frame(request: HubRequest, { screen, notice }: ScreenOptions): Frame {
    const { identity, navigation, searchAction } = this.installation;
    const { jurisdiction, mode } = this.config;
    const { session, token } = request.granted ?? {};
    const lang = this.lang(request);
    return {
      identity: { ...identity, jurisdiction, mode },
      lang,
      path: request.url,
      navigation: session
        ? [...navigation, ...ownNavigation].filter(
            ({ action }) => action === undefined || this.may(request, action),
          )
        : [],
      csrf: token === undefined ? '' : formToken(token),
      screen,
      search: searchAction !== undefined && this.may(request, searchAction),
      notice: notice ?? '',
      ...(session && {
        reader: { name: session.actor.name, roles: session.actor.grants.map(({ role }) => role) },
      }),
      ...(session && { session: { warnAfter: IDLE_WARNING_MINUTES * 60, endAfter: IDLE_MINUTES * 60 } }),
    };
  }

  /** Sends a page. It is never stored by the browser. */
  async send(
    request: HubRequest,
    reply: FastifyReply,
    view: string,
    model: object,
    options: ScreenOptions,
  ): Promise<void> {
    const html = this.pages.render(view, this.frame(request, options), model);
    reply
      .status(options.status ?? 200)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-language', this.lang(request));
    await sendCompressed(request, reply, html);
  }

  /** How a browser is to keep a file: one from a training says so in its name. */
  attachment(name: string): string {
    return `attachment; filename="${this.config.mode === 'sandbox' ? 'TRAINING-' : ''}${name}"`;
  }

  /** Remembers the language in a cookie that holds nothing else. @returns false for one the hub does not speak */
  chooseLanguage(request: HubRequest, reply: FastifyReply, code: string): boolean {
    if (!languages.some(language => language.code === code)) return false;
    const secure = request.protocol === 'https' ? '; Secure' : '';
    reply.header('set-cookie', `lang=${code}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict${secure}`);
    return true;
  }

  /** After a form was accepted: see other, so that reloading does not send it again. */
  async redirect(reply: FastifyReply, address: string): Promise<void> {
    await reply.redirect(address, 303);
  }
}
