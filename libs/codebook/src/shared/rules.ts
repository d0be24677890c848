import { certainlyAfter } from '../edtf';
import type { PlausibilityRule, Severity } from '../model';
import { codeOf, exceeds, setOf } from './facts';

/** The first event cannot come after the second, as far as both dates are certain. */
export function order(
  name: string,
  first: string,
  second: string,
  severity: Severity = 'error',
): PlausibilityRule {
  return {
    name,
    severity,
    variables: [first, second],
    broken: values => certainlyAfter(values[first], values[second]),
  };
}

/** A part of a sum cannot be greater than the sum. */
export function within(name: string, part: string, whole: string): PlausibilityRule {
  return {
    name,
    severity: 'error',
    variables: [part, whole],
    broken: values => exceeds(values, part, whole),
  };
}

/** Rules on the forms of exploitation, which both databases describe with the same lists. */
export const exploitationRules: readonly PlausibilityRule[] = [
  {
    name: 'not_yet_exploited_alone',
    severity: 'error',
    variables: ['exploitation_forms'],
    broken: values => {
      const forms = setOf(values, 'exploitation_forms');
      return forms.includes('not_yet_exploited') && forms.length > 1;
    },
  },
  {
    name: 'main_form_among_forms',
    severity: 'error',
    variables: ['main_exploitation', 'exploitation_forms'],
    broken: values => {
      const main = codeOf(values, 'main_exploitation');
      const forms = setOf(values, 'exploitation_forms');
      return main !== undefined && main !== 'multiple' && forms.length > 0 && !forms.includes(main);
    },
  },
  {
    name: 'multiple_needs_two_forms',
    severity: 'query',
    variables: ['main_exploitation', 'exploitation_forms'],
    broken: values => {
      const forms = setOf(values, 'exploitation_forms');
      return codeOf(values, 'main_exploitation') === 'multiple' && forms.length === 1;
    },
  },
];
