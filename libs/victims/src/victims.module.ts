import { Module } from '@nestjs/common';
import { Cases } from './case/cases';
import { handlers } from './handlers';
import { Organisations } from './organisation/organisations';
import { Absorption } from './person/absorption';
import { Persons } from './person/persons';
import { Settings } from './settings';

const services = [Settings, Organisations, Persons, Absorption, Cases];

/** The victim database: its use cases, for the interface and the pages. */
@Module({ providers: [...services, ...handlers], exports: services })
export class VictimsModule {}
