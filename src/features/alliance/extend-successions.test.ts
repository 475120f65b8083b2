import { ed25519Signer, emptyRoot, formatCheckpoint, signNote } from '@tamga/log';
import { beforeEach, describe, expect, test } from 'vitest';
import { makePaper, newKey, recordKey } from '#test/paper-alliance.ts';
import type { Paper } from '#test/paper-alliance.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { digestOf, kidOf } from './directory.ts';
import { makeSuccession } from './make-succession.ts';
import { currentLog, logOrigin } from './model.ts';
import type { Alliance, ProfileText } from './model.ts';
import { extendAlliance, openAlliance } from './open-alliance.ts';
import { profileSchema } from './profile.ts';
import { proposeProfile } from './propose.ts';
import { endedAs } from './succession.ts';

const now = new Date('2030-05-14T08:00:00.000Z');
const everyone = ['ec', 'xa', 'xb', 'xc', 'iop'];
let paper: Paper;
let logKey: SigningKey;
let alliance: Alliance;
let one: ProfileText;
let directory: string;

beforeEach(() => {
  paper = makePaper();
  logKey = newKey();
  one = paper.endorsed(paper.first, everyone);
  directory = paper.directory('xa', (xa) => {
    const { publicKey } = logKey;
    const { authority: _, ...key } = recordKey('xa', { use: 'log', publicKey, kid: kidOf('xa', publicKey) });
    xa.keys.push(key);
  });
  alliance = openAlliance({ anchor: paper.anchor, profiles: [one], directories: [directory] });
});

async function noteOf(size: number, log = 1, root = emptyRoot()): Promise<string> {
  const origin = logOrigin(alliance.id, 'xa', log);
  const signer = ed25519Signer(origin, Buffer.from(logKey.publicKey, 'base64url'), (m) => logKey.sign(m));
  return signNote(formatCheckpoint({ origin, size, root, extensions: [] }), [signer]);
}
async function draft(size: number, log = 1): Promise<string> {
  return JSON.stringify(endedAs({ alliance: alliance.id, participant: 'xa', log }, [await noteOf(size, log)]));
}
const root = (): SigningKey => paper.roots.get('xa')!;
const offer = (held: Alliance, ...successions: string[]) =>
  extendAlliance(held, { profiles: [], directories: [], successions });

test('a sealed succession opens the next log, and the one after that follows it', async () => {
  const first = makeSuccession(alliance, 'xa', await draft(12), root(), now);
  const extended = offer(alliance, first);
  expect(extended).toMatchObject({ changed: true, refused: [] });
  expect(currentLog(extended.alliance, 'xa')).toBe(2);
  expect(currentLog(extended.alliance, 'xb')).toBe(1);
  expect(extended.alliance.documents, 'who holds it shows that it does').not.toBe(alliance.documents);
  expect(offer(extended.alliance, first), 'twice is once').toMatchObject({ changed: false, refused: [] });
  const second = makeSuccession(extended.alliance, 'xa', await draft(4, 2), root(), now);
  expect(currentLog(offer(alliance, second, first).alliance, 'xa'), 'in any order').toBe(3);
  expect(offer(alliance, second), 'no log is left out').toMatchObject({
    changed: false,
    refused: [{ code: 'succession-refused' }],
  });
});

test('two successions of one log are a fork: the first one stays, both are shown', async () => {
  const first = makeSuccession(alliance, 'xa', await draft(12), root(), now);
  const held = offer(alliance, first).alliance;
  const other = makeSuccession(alliance, 'xa', await draft(16), root(), now);
  const { alliance: after, changed, refused } = offer(held, other);
  expect(changed).toBe(false);
  expect(refused).toMatchObject([{ code: 'succession-forked', participant: 'xa', held: first, offered: other }]);
  expect(after.successions.get('xa')?.map(({ jws }) => jws)).toEqual([first]);
});

test('what only claims to be sealed by the root key forks nothing', async () => {
  const first = makeSuccession(alliance, 'xa', await draft(12), root(), now);
  const held = offer(alliance, first).alliance;
  const [header, , seal] = first.split('.');
  const payload = makeSuccession(alliance, 'xa', await draft(16), root(), now).split('.')[1];
  expect(offer(held, [header, payload, seal].join('.')).refused).toMatchObject([{ code: 'succession-refused' }]);
});

test('a succession under a directory that is not known yet is left for later, without alarm', async () => {
  const second = paper.nextDirectory(directory);
  const ahead = extendAlliance(alliance, { profiles: [], directories: [second] }).alliance;
  const succession = makeSuccession(ahead, 'xa', await draft(12), root(), now);
  expect(offer(alliance, succession)).toMatchObject({ changed: false, refused: [] });
  const both = extendAlliance(alliance, { profiles: [], directories: [second], successions: [succession] });
  expect(currentLog(both.alliance, 'xa')).toBe(2);
});

describe('a root key that was replaced', () => {
  const fresh = newKey();
  let profile: ProfileText;
  let next: string;
  /** xa's root key is another one from directory 2 on, and from this log on; that new root key sealed directory 2. */
  const replace = (rootLog?: number): void => {
    profile = paper.next(one, ['ec', 'xb', 'xc'], ({ participants }) => {
      const xa = participants.find((p) => p.code === 'xa')!;
      Object.assign(xa, { rootKey: fresh.publicKey, rootFrom: 2, ...(rootLog === undefined ? {} : { rootLog }) });
    });
    next = paper.nextDirectory(directory, undefined, fresh);
  };
  const learned = (held: Alliance, ...successions: string[]) =>
    extendAlliance(held, { profiles: [profile], directories: [next], successions });

  test.each([
    ['from that log on', 1],
    ['by a profile that names no log', undefined],
  ])('ends no log, whichever directory it names, %s; the new one does, and comes through', async (_, rootLog) => {
    replace(rootLog);
    const forged = makeSuccession(alliance, 'xa', await draft(12), root(), now);
    const fooled = offer(alliance, forged).alliance;
    expect(currentLog(fooled, 'xa')).toBe(2);
    const ahead = learned(alliance).alliance;
    const own = makeSuccession(ahead, 'xa', await draft(400), fresh, now);
    const ends = (held: Alliance) => held.successions.get('xa')?.map(({ jws }) => jws) ?? [];
    // One that met the thief first, one that meets it last, and one that hears of all at once, in either order.
    const first = learned(fooled).alliance;
    expect(ends(first), 'what it took before falls away').toEqual([]);
    expect(offer(ahead, forged)).toMatchObject({ changed: false, refused: [{ code: 'succession-refused' }] });
    for (const held of [offer(first, own), offer(offer(ahead, own).alliance, forged), learned(alliance, forged, own)])
      expect(ends(held.alliance)).toEqual([own]);
    expect(ends(learned(fooled, own, forged).alliance)).toEqual([own]);
    await expect(async () => makeSuccession(ahead, 'xa', await draft(12), root(), now)).rejects.toThrow(/ends log 1/);
  });

  test('keeps the ends of the logs before, and ends none from the named one on', async () => {
    replace(2);
    const before = makeSuccession(alliance, 'xa', await draft(12), root(), now);
    const held = offer(alliance, before).alliance;
    const forged = makeSuccession(held, 'xa', await draft(4, 2), root(), now);
    const later = learned(offer(held, forged).alliance);
    expect(later.alliance.successions.get('xa')?.map(({ jws }) => jws)).toEqual([before]);
    const own = makeSuccession(later.alliance, 'xa', await draft(9, 2), fresh, now);
    expect(currentLog(offer(later.alliance, own, forged).alliance, 'xa')).toBe(3);
    expect(currentLog(learned(alliance, own, before).alliance, 'xa'), 'with all at once').toBe(3);
  });

  test('does not keep a node from starting by what it sealed and what lies stored', async () => {
    replace(1);
    const forged = makeSuccession(alliance, 'xa', await draft(12), root(), now);
    const stored = { anchor: paper.anchor, profiles: [one, profile], directories: [directory, next] };
    expect(currentLog(openAlliance({ ...stored, successions: [forged] }), 'xa')).toBe(1);
    const bare = { anchor: paper.anchor, profiles: [one], directories: [directory] };
    expect(() => openAlliance({ ...bare, successions: [`${forged.slice(0, -4)}AAAA`] })).toThrow(/seal/);
  });

  test('a proposal names the log that goes on, or another one, and the same root key keeps it', async () => {
    const held = offer(alliance, makeSuccession(alliance, 'xa', await draft(12), root(), now)).alliance;
    const roots = [{ code: 'xa', rootKey: fresh.publicKey, rootFrom: 2 }];
    const logOf = (source: string) =>
      profileSchema.parse(JSON.parse(source)).participants.find((p) => p.code === 'xa')?.rootLog;
    expect(logOf(proposeProfile(held, { roots }))).toBe(2);
    expect(logOf(proposeProfile(held, { roots: [{ ...roots[0]!, rootLog: 1 }] }))).toBe(1);
    replace(1);
    const moved = paper.next(profile, everyone, ({ participants }) => {
      participants.find((p) => p.code === 'xa')!.rootLog = 2;
    });
    expect(extendAlliance(learned(alliance).alliance, { profiles: [moved], directories: [] })).toMatchObject({
      changed: false,
      refused: [{ code: 'profile-refused', why: expect.stringContaining('rootLog') }],
    });
  });
});

test.each([
  [
    'another participant’s root key',
    async () => makeSuccession(alliance, 'xa', await draft(12), paper.roots.get('xb')!, now),
  ],
  ['a log that does not go on', async () => makeSuccession(alliance, 'xa', await draft(12, 2), root(), now)],
  [
    'a size that no note shows',
    async () => {
      const text = (await draft(12)).replace('"size":12', '"size":11');
      return makeSuccession(alliance, 'xa', text, root(), now);
    },
  ],
  [
    'a root that no note shows',
    async () => {
      const ended = JSON.parse(await draft(12)) as { root: string };
      return makeSuccession(alliance, 'xa', JSON.stringify({ ...ended, root: digestOf('another') }), root(), now);
    },
  ],
])('is not sealed: %s', async (_, seal) => {
  await expect(seal()).rejects.toMatchObject({ code: 'keys' });
});
