import { ed25519Signer, emptyRoot, formatCheckpoint, signNote } from '@tamga/log';
import { beforeEach, expect, test } from 'vitest';
import { makePaper, newKey, recordKey } from '#test/paper-alliance.ts';
import type { Paper } from '#test/paper-alliance.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { digestOf, kidOf } from './directory.ts';
import { makeSuccession } from './make-succession.ts';
import { currentLog, logOrigin } from './model.ts';
import type { Alliance, ProfileText } from './model.ts';
import { extendAlliance, openAlliance } from './open-alliance.ts';
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

test('a root key that was replaced from that directory on sealed no end of a log', async () => {
  const succession = makeSuccession(alliance, 'xa', await draft(12), root(), now);
  const held = offer(alliance, succession).alliance;
  const second = paper.next(one, ['ec', 'xb', 'xc'], (profile) => {
    const xa = profile.participants.find((p) => p.code === 'xa')!;
    xa.rootKey = newKey().publicKey;
    xa.rootFrom = 2;
  });
  const later = extendAlliance(held, { profiles: [second], directories: [] }).alliance;
  expect(currentLog(later, 'xa'), 'directory 1 is the former root key’s still').toBe(2);
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
