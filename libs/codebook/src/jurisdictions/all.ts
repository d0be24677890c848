import type { Jurisdiction } from '../model';
import { albania } from './albania';
import { bosniaAndHerzegovina } from './bosnia-and-herzegovina';
import { bulgaria } from './bulgaria';
import { croatia } from './croatia';
import { kosovo } from './kosovo';
import { moldova } from './moldova';
import { montenegro } from './montenegro';
import { northMacedonia } from './north-macedonia';
import { romania } from './romania';
import { serbia } from './serbia';

/** The ten jurisdictions of the programme, in the order of the criteria. */
export const jurisdictions: readonly Jurisdiction[] = [
  albania,
  bosniaAndHerzegovina,
  bulgaria,
  croatia,
  kosovo,
  moldova,
  montenegro,
  northMacedonia,
  romania,
  serbia,
];

/** Undefined for a code that is none of the ten. */
export function jurisdictionOf(code: string): Jurisdiction | undefined {
  return jurisdictions.find(entry => entry.code === code);
}
