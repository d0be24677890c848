import { notBefore } from './chronology';
import type { AssetEvent } from './events';
import { firstOf, violation, type Violation } from './law';
import { defendantOf, type Proceeding } from './proceeding';
import { caseStep, type Rules } from './rules';
import type { Money } from './terms';

const whose = (p: Proceeding, person: string | undefined): Violation | undefined =>
  person === undefined || defendantOf(p, person)
    ? undefined
    : violation('judicial.defendant.unknown', '/person');

/** Cents, so that sums are exact. */
const cents = (value: Money) => Math.round(value.amount * 100);

/** What is carried out never exceeds what was ordered, and is in its currency. */
function within(
  ordered: Money,
  before: readonly { readonly value: Money }[],
  value: Money,
  code: string,
): Violation | undefined {
  if (value.currency !== ordered.currency)
    return violation('judicial.money.other-currency', '/value/currency');
  const sum = before.reduce((total, done) => total + cents(done.value), cents(value));
  return sum <= cents(ordered) ? undefined : violation(code, '/value/amount');
}

export const assetRules: Rules<AssetEvent> = {
  AssetsSeized: (p, { person, on }) =>
    firstOf(caseStep(p, 'seize-assets'), whose(p, person), notBefore(on, p.openedOn)),
  ConfiscationOrdered: (p, { person, on }) =>
    firstOf(caseStep(p, 'order-confiscation'), whose(p, person), notBefore(on, p.openedOn)),
  ConfiscationEnforced: (p, { confiscation, on, value }) => {
    const order = p.confiscations.find(c => c.id === confiscation);
    return firstOf(
      caseStep(p, 'enforce-confiscation'),
      order
        ? firstOf(
            within(order.value, order.enforced, value, 'judicial.confiscation.exceeds-order'),
            notBefore(on, order.on),
          )
        : violation('judicial.confiscation.unknown', '/confiscation'),
    );
  },
  CompensationAwarded: (p, { person, on }) =>
    firstOf(caseStep(p, 'award-compensation'), whose(p, person), notBefore(on, p.openedOn)),
  CompensationPaid: (p, { award, on, value }) => {
    const awarded = p.awards.find(a => a.id === award);
    return firstOf(
      caseStep(p, 'pay-compensation'),
      awarded
        ? firstOf(
            within(awarded.value, awarded.paid, value, 'judicial.compensation.exceeds-award'),
            notBefore(on, awarded.on),
          )
        : violation('judicial.compensation.unknown', '/award'),
    );
  },
  CompensationReferred: (p, { on }) => firstOf(caseStep(p, 'refer-compensation'), notBefore(on, p.openedOn)),
};
