import type { HubRequest, Routes } from '@hub/access';
import { ProblemPage, type Problem } from '@hub/platform';
import { keptForm } from '../screens/kept-form';
import { pageOfForm, passwordAgain } from '../screens/password-again';
import { signInModel } from '../screens/sign-in';
import { Pages } from './pages';
import type { Screens } from './screens';

/** A refusal or a failure as a page: what happened, what to do, and nothing of the inside. */
export class ProblemScreen extends ProblemPage {
  private readonly pages: Pages;

  constructor(
    private readonly screens: Screens,
    private readonly routes: Routes,
  ) {
    super();
    this.pages = new Pages(screens.translator, screens.installation.views);
  }

  /** A reading that lacks a fresh password, or the audit a purpose, goes by way of the page that asks for it. */
  override elsewhere({ type }: Problem, { method, url }: HubRequest): string | undefined {
    if (method === 'POST') return undefined;
    const next = encodeURIComponent(url);
    if (type === 'access.step-up-required') return `/password-again?next=${next}`;
    if (type === 'access.purpose-required' && /^\/audit\b/.test(url)) return `/audit/purpose?next=${next}`;
    return undefined;
  }

  render(problem: Problem, _language: string, request: HubRequest): string {
    // A form is not sent away: what was typed stays in the page until the password is right.
    if (problem.type === 'access.step-up-required') {
      const model = passwordAgain({ next: pageOfForm(request, this.routes), kept: keptForm(request) });
      return this.draw('screens/password-again.njk', request, 'A2', model);
    }
    if (problem.status === 401 && request.outlived) {
      const model = signInModel({ back: pageOfForm(request, this.routes), kept: keptForm(request) });
      return this.draw('screens/sign-in.njk', request, 'A1', model);
    }
    return this.draw('screens/problem.njk', request, 'E1', {
      problem: { errors: [], instance: '', ...problem },
      signIn: problem.status === 401,
      back: encodeURIComponent(request.url),
    });
  }

  private draw(view: string, request: HubRequest, screen: string, model: object): string {
    return this.pages.render(view, this.screens.frame(request, { screen }), model);
  }
}
