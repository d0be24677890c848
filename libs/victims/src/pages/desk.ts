import { Screens } from '@hub/web';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Acting } from './acting';
import { CaseFiles } from './case-files';
import { Wording } from './words';

/** What lies on the desk of nearly every page: screens, words, files, and the way to the commands. */
@Injectable()
export class Desk {
  constructor(
    readonly screens: Screens,
    readonly wording: Wording,
    readonly files: CaseFiles,
    readonly acting: Acting,
    readonly bus: CommandBus,
  ) {}
}
