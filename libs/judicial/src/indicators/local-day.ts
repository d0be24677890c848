/** Instant at which a local day ends, that is the next one begins, also where the clocks change on it. */
export function endOfDay(day: string, timeZone: string): Date {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  const toLocal = (instant: Date) =>
    new Date(`${instant.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`);
  let instant = next;
  // The wall clock tells how far off the guess is; twice, because the offset may change in between.
  for (let round = 0; round < 2; round++) {
    instant = new Date(instant.getTime() + (next.getTime() - toLocal(instant).getTime()));
  }
  return instant;
}
