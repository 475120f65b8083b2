/**
 * Beginnings of the keys that the frame and the first pages say. What all other pages say is fetched with the first of them, so that nobody
 * waits for it at the door. `test/house/first-page.test.ts` holds that these are enough.
 */
export const firstLists: readonly string[] = [
  'layout',
  'ui',
  'home',
  'alliance',
  'officers',
  'role',
  'kind',
  'class',
  'standing',
];

export const isFirst = (key: string): boolean => firstLists.includes(key.slice(0, key.indexOf('.')));
