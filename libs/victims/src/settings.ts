import { Injectable } from '@nestjs/common';
import { CriteriaBook } from '@hub/codebook';
import { Organisations } from './organisation/organisations';
import type { Setting } from './setting';

/** Civil day in a time zone, `YYYY-MM-DD`. */
export const dayIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);

/** Brings together what decisions look at. */
@Injectable()
export class Settings {
  constructor(
    private readonly book: CriteriaBook,
    private readonly organisations: Organisations,
  ) {}

  async now(): Promise<Setting> {
    const register = await this.organisations.register();
    const { book } = this;
    return {
      today: dayIn(book.jurisdiction.timeZone, new Date()),
      book,
      organisation: id => register.get(id),
    };
  }
}
