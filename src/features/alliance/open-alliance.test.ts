import { beforeEach, describe, expect, test } from 'vitest';
import { makePaper, newKey, readPaper, recordKey } from '#test/paper-alliance.ts';
import type { Paper } from '#test/paper-alliance.ts';
import type { Directory } from './directory.ts';
import type { Alliance, ProfileText } from './model.ts';
import { extendAlliance, openAlliance } from './open-alliance.ts';
import type { Profile } from './profile.ts';

let paper: Paper;
let one: ProfileText;
let xa: string;
let alliance: Alliance;
const everyone = ['ec', 'xa', 'xb', 'xc', 'iop'];
const majority = ['ec', 'xa', 'xb'];

function open(change?: (profile: Profile) => void): void {
  paper = makePaper(change);
  one = paper.endorsed(paper.first, everyone);
  xa = paper.directory('xa');
  alliance = openAlliance({ anchor: paper.anchor, profiles: [one], directories: [xa, paper.directory('xb')] });
}
beforeEach(() => open());

const offer = (profiles: readonly ProfileText[], directories: readonly string[] = []) =>
  extendAlliance(alliance, { profiles, directories });
const withdraw = (code: string) => (profile: Profile) => {
  profile.participants.find((p) => p.code === code)!.to = '2030-06-01';
};
const nothing = () => {};

describe('a profile change', () => {
  test('counts when more than half of the root keys of the profile before endorsed it', () => {
    const two = paper.next(one, majority, withdraw('xc'));
    const extended = offer([two]);
    expect(extended).toMatchObject({ changed: true, refused: [], alliance: { profile: { number: 2 } } });
    expect(extended.alliance.id).toBe(alliance.id);
    expect(extended.alliance.profiles.map((p) => p.profile.number)).toEqual([1, 2]);
    expect(extended.alliance.documents).not.toBe(alliance.documents);
    expect(alliance.profile.number).toBe(1);
  });

  type Rule = NonNullable<Profile['decisionRule']>['profile'];
  const rules: [rule: Rule | undefined, by: string[], counts: boolean][] = [
    [undefined, ['ec', 'xa'], false],
    [undefined, ['ec', 'xa', 'xb'], true],
    ['more-than-half', ['ec', 'xa'], false],
    ['more-than-half', ['xb', 'xc', 'iop'], true],
    ['two-thirds', ['ec', 'xa', 'xb'], false],
    ['two-thirds', ['ec', 'xa', 'xb', 'xc'], true],
    ['all', ['ec', 'xa', 'xb', 'xc'], false],
    ['all', everyone, true],
  ];
  test.each(rules)('under the rule %s, endorsed by %s: %s', (rule, by, counts) => {
    open((profile) => {
      if (rule === undefined) delete profile.decisionRule;
      else profile.decisionRule = { profile: rule, measures: 'consensus', silence: 'P10D' };
    });
    // The rule that decides is the one of the profile before: the next one may not lower the bar for itself.
    const two = paper.next(one, by, (profile) => {
      profile.decisionRule = { profile: 'more-than-half', measures: 'consensus', silence: 'P10D' };
    });
    expect(offer([two]).changed).toBe(counts);
    if (!counts)
      expect(offer([two]).refused).toMatchObject([
        { code: 'profile-refused', why: expect.stringMatching(/endorsements/) },
      ]);
  });

  test('one root key endorses once, and one that left or was not in the profile before does not count', () => {
    const twice = paper.next(one, ['ec', 'xa', 'xa', 'xa'], nothing);
    expect(offer([twice]).changed).toBe(false);
    paper.roots.set('xf', newKey());
    const joined = paper.next(one, ['ec', 'xa', 'xf'], (profile) => {
      const [some] = profile.participants;
      profile.participants.push({ ...some!, code: 'xf', rootKey: paper.roots.get('xf')!.publicKey, territory: [] });
    });
    expect(offer([joined]).changed).toBe(false);
    const two = paper.next(one, majority, withdraw('xc'));
    // Four are left: two are not more than half, and the leaver is not asked.
    expect(offer([two, paper.next(two, ['ec', 'xa', 'xc'], nothing)]).alliance.profile.number).toBe(2);
    expect(offer([two, paper.next(two, majority, nothing)]).alliance.profile.number).toBe(3);
  });

  test('an endorsement of other bytes does not count, and one that cannot be read does not spoil the rest', () => {
    const two = paper.next(one, majority, nothing);
    const other = paper.next(one, majority, withdraw('xc'));
    expect(offer([{ source: two.source, endorsements: other.endorsements }]).changed).toBe(false);
    const mixed = offer([{ source: two.source, endorsements: ['x', ...other.endorsements, ...two.endorsements] }]);
    expect(mixed.alliance).toMatchObject({ profile: { number: 2 }, endorsements: two.endorsements });
  });

  const joiner = (profile: Profile, change: { rootFrom?: number; rootLog?: number }): void =>
    void profile.participants.push({
      ...profile.participants.at(-1)!,
      code: 'xf',
      territory: [],
      rootKey: newKey().publicKey,
      ...change,
    });
  const faults: [what: string, change: (profile: Profile) => void, why: RegExp][] = [
    ['skips a number', (p) => void (p.number += 1), /cannot follow/],
    ['names another predecessor', (p) => void (p.previous = 'A'.repeat(43)), /names the predecessor/],
    ['is of another alliance', (p) => void (p.alliance = 'other'), /of the alliance/],
    ['leaves a participant out', (p) => void p.participants.splice(1, 1), /is left out/],
    [
      'replaces a root key without saying from when',
      (p) => void (p.participants[1]!.rootKey = newKey().publicKey),
      /rootFrom/,
    ],
    ['moves the start of a root key', (p) => void (p.participants[1]!.rootFrom = 2), /rootFrom/],
    ['lets somebody join whose root key begins late', (p) => joiner(p, { rootFrom: 2 }), /joins: its root key/],
    ['lets somebody join who cannot end the first log', (p) => joiner(p, { rootLog: 2 }), /joins: its root key/],
  ];
  test.each(faults)('that %s is refused, whoever endorsed it', (_, change, why) => {
    const { changed, refused } = offer([paper.next(one, everyone, change)]);
    expect(changed).toBe(false);
    expect(refused).toMatchObject([
      { code: 'profile-refused', why: expect.stringMatching(why), held: expect.stringContaining(one.source) },
    ]);
  });

  test('another document under a held number is a fork, and both are shown', () => {
    const two = paper.next(one, majority, nothing);
    const fork = paper.next(one, everyone, withdraw('xc'));
    ({ alliance } = offer([two]));
    const { changed, refused } = offer([fork]);
    expect(changed).toBe(false);
    expect(refused).toMatchObject([{ code: 'profile-forked' }]);
    expect(refused[0]!.held).toContain(two.source);
    expect(refused[0]!.offered).toContain(fork.source);
  });

  test('many changes are taken in their order, and what is held already changes nothing', () => {
    const two = paper.next(one, majority, nothing);
    const three = paper.next(two, majority, nothing);
    expect(offer([three, two]).alliance.profile.number).toBe(3);
    expect(offer([three]).alliance.profile.number).toBe(1);
    expect(offer([one], [xa])).toEqual({ alliance, changed: false, refused: [] });
  });
});

describe('a directory change', () => {
  test('follows the one before, and history is kept', () => {
    const added = recordKey('xa');
    const two = paper.nextDirectory(xa, (d) => {
      d.keys[0]!.to = { log: 1, index: 100 };
      d.keys.push(added);
    });
    const { alliance: next, refused } = offer([], [two]);
    expect(refused).toEqual([]);
    expect(next.directories.get('xa')?.directory.number).toBe(2);
    expect(next.history.get('xa')?.map((held) => held.jws)).toEqual([xa, two]);
    expect(next.keys.get(added.kid)).toMatchObject({ participant: 'xa' });
    expect(alliance.keys.has(added.kid)).toBe(false);
  });

  const faults: [what: string, change: (directory: Directory) => void, why: RegExp][] = [
    ['skips a number', (d) => void (d.number += 1), /cannot follow/],
    ['names another predecessor', (d) => void (d.previous = 'A'.repeat(43)), /another predecessor/],
    ['is older', (d) => void (d.issuedAt = '2030-05-12T06:00:00.000Z'), /older/],
    ['leaves a key out', (d) => void d.keys.splice(0, 1, recordKey('xa')), /leaves out/],
    ['gives a key another start', (d) => void (d.keys[0]!.from = { log: 1, index: 1 }), /beyond ending/],
    ['gives a key another realm', (d) => void (d.keys[0]!.realm = 'exercise'), /beyond ending/],
    ['is of another alliance', (d) => void (d.alliance = 'mca#other'), /belongs to/],
  ];
  test.each(faults)('that %s is refused', (_, change, why) => {
    const two = paper.nextDirectory(xa, change);
    expect(offer([], [two])).toMatchObject({
      changed: false,
      refused: [{ code: 'directory-refused', participant: 'xa', why: expect.stringMatching(why) }],
    });
  });

  test('a key that ended stays ended, and what was disowned stays disowned', () => {
    const two = paper.nextDirectory(xa, (d) => {
      const { kid } = d.keys[0]!;
      d.keys[0]!.to = { log: 1, index: 100 };
      d.disowned.push({ kid, from: { log: 1, index: 50 }, to: { log: 1, index: 100 } });
    });
    ({ alliance } = offer([], [two]));
    const later = (change: (directory: Directory) => void) => offer([], [paper.nextDirectory(two, change)]).changed;
    expect(later((d) => void delete d.keys[0]!.to)).toBe(false);
    expect(later((d) => void (d.keys[0]!.to = { log: 1, index: 101 }))).toBe(false);
    expect(later((d) => void (d.disowned = []))).toBe(false);
    expect(later((d) => void (d.disowned[0]!.from = { log: 1, index: 51 }))).toBe(false);
    expect(later((d) => void (d.disowned[0]!.from = { log: 1, index: 0 }))).toBe(true);
    expect(later((d) => void (d.keys[0]!.to = { log: 1, index: 60 }))).toBe(true);
  });

  test('two directories with one number are a fork, and both are shown', () => {
    const [two, other] = [1, 2].map((n) => paper.nextDirectory(xa, (d) => d.addresses.push(`https://${n}.example`)));
    ({ alliance } = offer([], [two!]));
    expect(offer([], [other!])).toMatchObject({
      changed: false,
      refused: [{ code: 'directory-forked', participant: 'xa', held: two, offered: other }],
    });
  });

  test.each([
    ['sealed by another’s root key', () => paper.nextDirectory(xa, nothing, paper.roots.get('xb'))],
    ['of one who is no participant', () => paper.directory('zz', nothing, newKey())],
    ['that is none', () => 'rubbish'],
  ])('one %s is refused', (_, make) => {
    expect(offer([], [make()])).toMatchObject({ changed: false, refused: [{ code: 'directory-refused' }] });
  });
});

describe('a lost root key', () => {
  const replaced = (key: string) => (profile: Profile) => {
    const entry = profile.participants.find((p) => p.code === 'xa')!;
    entry.rootKey = key;
    entry.rootFrom = 2;
  };

  test('is replaced by the others, seals nothing from then on, and what it sealed before stays', () => {
    const [old, fresh] = [paper.roots.get('xa')!, newKey()];
    const byThief = paper.nextDirectory(xa, (d) => d.addresses.push('https://thief.example'), old);
    const byOwner = paper.nextDirectory(xa, nothing, fresh);
    // A node that met the thief first, and one that did not.
    const fooled = offer([], [byThief]).alliance;
    const two = paper.next(one, ['ec', 'xb', 'xc'], replaced(fresh.publicKey));
    for (const before of [alliance, fooled]) {
      alliance = before;
      const after = offer([two], [byOwner]);
      expect(after.refused).toEqual([]);
      expect(after.alliance.history.get('xa')?.map((held) => held.jws)).toEqual([xa, byOwner]);
      alliance = after.alliance;
      expect(offer([], [byThief])).toMatchObject({ changed: false, refused: [{ code: 'directory-refused' }] });
    }
    paper.roots.set('xa', fresh);
    expect(offer([paper.next(two, ['xa', 'xb', 'xc'], nothing)]).alliance.profile.number).toBe(3);
    paper.roots.set('xa', old);
    expect(offer([paper.next(two, ['xa', 'xb', 'xc'], nothing)]).alliance.profile.number).toBe(2);
  });

  test('where all must agree, it is all others', () => {
    open((profile) => {
      profile.decisionRule = { profile: 'all', measures: 'consensus', silence: 'P10D' };
    });
    const others = ['ec', 'xb', 'xc', 'iop'];
    expect(offer([paper.next(one, others, replaced(newKey().publicKey))]).changed).toBe(true);
    expect(offer([paper.next(one, others.slice(1), replaced(newKey().publicKey))]).changed).toBe(false);
  });
});

test('history has no gap: a first directory that is not number 1 is refused', () => {
  const bare = openAlliance({ anchor: paper.anchor, profiles: [one], directories: [] });
  alliance = bare;
  const two = paper.nextDirectory(xa);
  expect(readPaper(two).number).toBe(2);
  expect(offer([], [two])).toMatchObject({
    changed: false,
    refused: [{ code: 'directory-refused', why: expect.stringMatching(/no predecessor/) }],
  });
  expect(offer([], [two, xa]).alliance.history.get('xa')).toHaveLength(2);
});
