import type { HubRequest } from '@hub/access';
import { ProblemPage, type Problem } from '@hub/platform';
import { Pages } from './pages';
import type { Screens } from './screens';

/** A refusal or a failure as a page: what happened, what to do, and nothing of the inside. */
export class ProblemScreen extends ProblemPage {
  private readonly pages: Pages;

  constructor(private readonly screens: Screens) {
    super();
    this.pages = new Pages(screens.translator, screens.installation.views);
  }

  render(problem: Problem, _language: string, request: HubRequest): string {
    const signIn = problem.status === 401;
    const model = {
      problem: { errors: [], instance: '', ...problem },
      signIn,
      back: encodeURIComponent(request.url),
    };
    return this.pages.render('screens/problem.njk', this.screens.frame(request, { screen: 'E1' }), model);
  }
}
