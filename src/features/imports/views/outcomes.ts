import type { Counts } from './api.ts';
import type { Translate } from '#web/i18n/translate.ts';

/** What can become of an object of an imported file, in the order in which a report tells it. `name` is its count, `outcome` an item's. */
export const outcomesIn = (
  t: Translate,
): readonly { name: keyof Counts; outcome: string; title: string; about: string }[] => [
  { name: 'added', outcome: 'added', title: t('imports.added'), about: t('imports.outcomes.notKnownBeforeA') },
  {
    name: 'newVersion',
    outcome: 'new-version',
    title: t('imports.newVersions'),
    about: t('imports.outcomes.knownWithALater'),
  },
  {
    name: 'revoked',
    outcome: 'revoked',
    title: t('imports.outcomes.revoked'),
    about: t('imports.outcomes.aVersionWithWhich'),
  },
  {
    name: 'identical',
    outcome: 'identical',
    title: t('imports.identical'),
    about: t('imports.outcomes.knownAlreadyNoRecord'),
  },
  {
    name: 'changedSameVersion',
    outcome: 'changed-same-version',
    title: t('imports.outcomes.changedWithoutANew'),
    about: t('imports.outcomes.otherContentUnderThe'),
  },
  {
    name: 'older',
    outcome: 'older-version',
    title: t('imports.outcomes.older'),
    about: t('imports.outcomes.anEarlierVersionThan'),
  },
  {
    name: 'refused',
    outcome: 'refused',
    title: t('imports.refused'),
    about: t('imports.outcomes.cannotBeReadOr'),
  },
  {
    name: 'absent',
    outcome: 'absent',
    title: t('imports.outcomes.absent'),
    about: t('imports.outcomes.inTheRunBefore'),
  },
];
