/**
 * Indexes of the list of proceedings that an entity cannot say. One holds everything a list is counted by, so that the
 * rows themselves, which carry the whole state of a case, are not read for it; the others lead through the orders of the
 * list (`sorts` of its conditions) whoever's cases they are.
 */
export const listIndexes: readonly string[] = [
  `create index case_file_counted on case_file (sealed, office, unit, listed_under)
     include (prosecutors, next_deadline)`,
  'create index case_file_changed on case_file (changed_at, id)',
  `create index case_file_opened on case_file ((coalesce(opened_first, date '0001-01-01')), id)`,
  `create index case_file_deadline on case_file ((coalesce(next_deadline, date '9999-12-31')), id)`,
  'create index case_file_accused on case_file (suspects, id)',
];
