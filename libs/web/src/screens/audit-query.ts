import { ACCESS_KINDS, type AccessFilter } from '@hub/access';
import type { FormProblem } from '../form/field-view';
import { readDay, textOf } from '../form/plain-fields';
import type { FormBody } from '../form/form-body';
import { dayAfter, startOfDay } from '../page/local-day';

/** Entries on one page of the audit. */
export const AUDIT_PAGE = 50;

const texts = ['actor', 'kind', 'resourceKind', 'resource', 'subject', 'before'] as const;
const days = ['from', 'until'].flatMap(name => ['day', 'month', 'year'].map(part => `${name}-${part}`));

/** Which objects, persons and kinds of access are asked for. */
function subjectOf(sent: FormBody): AccessFilter {
  const text = (name: string) => textOf(sent, name).slice(0, 200);
  const [actor, subject, kindOfObject, object] = ['actor', 'subject', 'resourceKind', 'resource'].map(text);
  const kind = ACCESS_KINDS.find(name => name === text('kind'));
  return {
    ...(actor && { actor }),
    ...(subject && { subject }),
    ...(kind && { kind }),
    ...(kindOfObject && { resource: { kind: kindOfObject, ...(object && { id: object }) } }),
  };
}

/** What an auditor asks the log, as the fields of the page say it. */
export function readAuditQuery(sent: FormBody, timeZone: string, wrongDate: string) {
  const [from, until] = [readDay(sent, 'from'), readDay(sent, 'until')];
  const before = textOf(sent, 'before');
  const problems: FormProblem[] = [
    ...(from === undefined ? [{ field: 'from', message: wrongDate }] : []),
    ...(until === undefined ? [{ field: 'until', message: wrongDate }] : []),
  ];
  const filter: AccessFilter = {
    ...subjectOf(sent),
    limit: AUDIT_PAGE + 1,
    ...(/^[1-9]\d{0,17}$/.test(before) && { before: BigInt(before) }),
    ...(from && { from: startOfDay(from, timeZone) }),
    ...(until && { until: startOfDay(dayAfter(until), timeZone) }),
  };
  return { filter, problems };
}

/** Address of the page with the same question and something changed in it. */
export function auditAddress(sent: FormBody, change: Readonly<Record<string, string>>): string {
  const kept = [...texts, ...days].flatMap(name => {
    const value = change[name] ?? textOf(sent, name);
    return value ? [[name, value] as [string, string]] : [];
  });
  const query = new URLSearchParams(kept).toString();
  return query ? `/audit?${query}` : '/audit';
}
