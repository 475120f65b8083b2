import { expect, test } from 'vitest';
import type { Alliance } from '#features/alliance/model.ts';
import { bareAlliance, goodEnvelope, knownTo, refOf } from '#test/alliance.ts';
import { judgeRefer } from './rules.ts';

type Authority = { code: string; to?: string; successor?: string };
const allianceOf = (...authorities: Authority[]): Alliance =>
  ({
    ...bareAlliance(),
    directories: new Map([['xb', { directory: { authorities } }]]),
  }) as unknown as Alliance;

const envelope = goodEnvelope({ kind: 'case.refer', author: 'xb/police', to: 'xa' });
const codeOf = (alliance: Alliance, change: object = {}, author = 'xb/police'): string => {
  const body = { from: 'xb/fiu', to: 'xb/police', cases: [refOf('xa')], reason: 'merged', ...change };
  const verdict = judgeRefer({ ...envelope, author }, body, knownTo('xa', [], alliance));
  return verdict.ok ? 'ok' : verdict.why;
};
const police = { code: 'xb/police' };
const fiu = (to?: string, successor?: string): Authority => ({
  code: 'xb/fiu',
  ...(to === undefined ? {} : { to }),
  ...(successor === undefined ? {} : { successor }),
});

test('the successor that the directory names takes over from an authority that has ended, and from no other', () => {
  expect(codeOf(allianceOf(fiu('2030-05-12', 'xb/police'), police))).toBe('ok');
  expect(codeOf(allianceOf(fiu(), police))).toBe('xb/fiu has not ended');
  expect(codeOf(allianceOf(fiu('2030-05-13', 'xb/police'), police))).toBe('xb/fiu has not ended');
  expect(codeOf(allianceOf(fiu('2030-05-12'), police))).toMatch('it has no successor');
  expect(codeOf(allianceOf(fiu('2030-05-12', 'xb/cyber'), police, { code: 'xb/cyber' }))).toMatch(
    'its successor is xb/cyber',
  );
});

test('where the successor has ended too, its own successor stands in both places', () => {
  const merged = [fiu('2030-05-01', 'xb/cyber'), { code: 'xb/cyber', to: '2030-05-10', successor: 'xb/police' }];
  expect(codeOf(allianceOf(...merged, police))).toBe('ok');
  const circle = [fiu('2030-05-01', 'xb/cyber'), { code: 'xb/cyber', to: '2030-05-10', successor: 'xb/fiu' }];
  expect(codeOf(allianceOf(...circle, police))).toMatch('it has no successor');
});

test('nobody refers cases to another authority, or from another participant', () => {
  const alliance = allianceOf(fiu('2030-05-12', 'xb/police'), police);
  expect(codeOf(alliance, {}, 'xb/cyber')).toMatch('not to itself');
  expect(codeOf(alliance, { from: 'xc/fiu' })).toMatch('not of one participant');
});
