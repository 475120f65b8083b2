import type { Counts } from './api.ts';

/** What can become of an object of an imported file, in the order in which a report tells it. `name` is its count, `outcome` an item's. */
export const outcomes: readonly { name: keyof Counts; outcome: string; title: string; about: string }[] = [
  { name: 'added', outcome: 'added', title: 'Added', about: 'not known before: a new record' },
  {
    name: 'newVersion',
    outcome: 'new-version',
    title: 'New versions',
    about: 'known, with a later version: a new record',
  },
  {
    name: 'revoked',
    outcome: 'revoked',
    title: 'Revoked',
    about: 'a version with which its author withdraws it: a new record that says so',
  },
  { name: 'identical', outcome: 'identical', title: 'Identical', about: 'known already: no record' },
  {
    name: 'changedSameVersion',
    outcome: 'changed-same-version',
    title: 'Changed without a new version',
    about: 'other content under the same version: reported, no record',
  },
  { name: 'older', outcome: 'older-version', title: 'Older', about: 'an earlier version than the one here: no record' },
  {
    name: 'refused',
    outcome: 'refused',
    title: 'Refused',
    about: 'cannot be read, or marked narrower by its source: the reason is below',
  },
  { name: 'absent', outcome: 'absent', title: 'Absent', about: 'in the run before, not in this one: left alone' },
];
