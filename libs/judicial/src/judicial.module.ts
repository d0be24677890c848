import { CriteriaBook } from '@hub/codebook';
import { Module } from '@nestjs/common';
import { Law } from './case/law';
import { Settlements } from './case/settlements';
import { CriteriaLaw } from './criteria-law';
import { handlers } from './handlers';
import { Absorptions } from './person/absorptions';
import { KnownPersons } from './person/known-persons';

const law = {
  provide: Law,
  inject: [CriteriaBook],
  useFactory: (book: CriteriaBook) => new CriteriaLaw(book),
};

/** The judicial database: its use cases, for the interface and the pages. */
@Module({ providers: [law, Settlements, Absorptions, KnownPersons, ...handlers], exports: [Law, KnownPersons] })
export class JudicialModule {}
