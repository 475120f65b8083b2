import { expect, test } from 'vitest';
import { links } from '../links.ts';
import { isOpenToFounders } from './founding.ts';

test('who founds the officers of an authority is shown their pages, and none that the node would refuse', () => {
  expect([links.officers(), '/proposals', '/proposals/01', '/settings'].map(isOpenToFounders)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['/', '/officersx', '/records', '/account', '/watch'].some(isOpenToFounders)).toBe(false);
});
