import { PageUser } from './page-user.fixture';

/** An officer of the victim database. */
export class Officer extends PageUser {
  /** Sign-in stands open on the first screen; a person of this name is registered on one day. */
  async register(given: string, family: string): Promise<string> {
    await this.navigate('/cases');
    await this.follow('/cases/new');
    await this.fill({ given, family, on: { day: '5' } });
    return this.place;
  }
}
