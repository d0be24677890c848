import { Screens } from '@hub/web';
import { Injectable } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { Acting } from './acting';
import { CaseFiles } from './case-files';
import { Forms } from './forms';
import { Wording } from './words';

/** What lies on the desk of nearly every page: screens, words, files, forms, and the way to the commands. */
@Injectable()
export class Desk {
  constructor(
    readonly screens: Screens,
    readonly wording: Wording,
    readonly files: CaseFiles,
    readonly forms: Forms,
    readonly acting: Acting,
  ) {}

  get bus(): CommandBus {
    return this.acting.bus;
  }
}
