import { ed25519Signer, emptyRoot, formatCheckpoint, signNote } from '@tamga/log';
import { beforeEach, expect, test } from 'vitest';
import { fileLimits } from '#features/records/model.ts';
import { makePaper, newKey, recordKey } from '#test/paper-alliance.ts';
import type { Paper } from '#test/paper-alliance.ts';
import { maxChainChars, maxDirectories, maxDirectoryChars, maxSuccessions } from './chain-limits.ts';
import { digestOf, kidOf } from './directory.ts';
import { currentLog, logOrigin } from './model.ts';
import type { Alliance } from './model.ts';
import { askFor, successionsFor } from './offer-rules.ts';
import { extendAlliance, openAlliance } from './open-alliance.ts';
import { endedAs, sealSuccession } from './succession.ts';

// What one member can make all others keep is bounded, and what it asks of them to compare is one line a member.

const logKey = newKey();
let paper: Paper;
let alliance: Alliance;
let directory: string;

beforeEach(() => {
  paper = makePaper();
  directory = paper.directory('xa', (xa) => {
    const { publicKey } = logKey;
    const { authority: _, ...key } = recordKey('xa', { use: 'log', publicKey, kid: kidOf('xa', publicKey) });
    xa.keys.push(key);
  });
  const one = paper.endorsed(paper.first, ['ec', 'xa', 'xb', 'xc', 'iop']);
  alliance = openAlliance({ anchor: paper.anchor, profiles: [one], directories: [directory] });
});

async function end(log: number, size = 9): Promise<string> {
  const origin = logOrigin(alliance.id, 'xa', log);
  const signer = ed25519Signer(origin, Buffer.from(logKey.publicKey, 'base64url'), (m) => logKey.sign(m));
  const note = await signNote(formatCheckpoint({ origin, size, root: emptyRoot(), extensions: [] }), [signer]);
  const ended = endedAs({ alliance: alliance.id, participant: 'xa', log }, [note]);
  const facts = { next: log + 1, directory: { number: 1, digest: digestOf(directory) } };
  const issuedAt = '2030-05-14T08:00:00.000Z';
  return sealSuccession({ format: 'tamga-succession/1', ...ended, ...facts, issuedAt }, paper.roots.get('xa')!);
}
const ends = (count: number, size?: number) => Promise.all(Array.from({ length: count }, (_, i) => end(i + 1, size)));
const offer = (successions: readonly string[], directories: readonly string[] = []) =>
  extendAlliance(alliance, { profiles: [], directories, successions });

test('of one member so many ends of logs count, and the next is refused by its name', async () => {
  const { alliance: held, refused } = offer(await ends(maxSuccessions + 1));
  expect(currentLog(held, 'xa')).toBe(maxSuccessions + 1);
  expect(refused).toMatchObject([{ code: 'succession-limit', participant: 'xa' }]);
});

test('of one member so many directories count, and the next is refused by its name', () => {
  const chain: string[] = [];
  for (let i = 0; i < maxDirectories; i++) chain.push(paper.nextDirectory(chain.at(-1) ?? directory));
  const { alliance: held, refused } = offer([], chain);
  expect(held.directories.get('xa')?.directory.number).toBe(maxDirectories);
  expect(refused).toMatchObject([{ code: 'directory-limit', participant: 'xa' }]);
});

test('few directories that are long count no further than many short ones', () => {
  const chain: string[] = [];
  for (let chars = 0; chars <= maxDirectoryChars; chars += chain.at(-1)!.length)
    chain.push(
      paper.nextDirectory(chain.at(-1) ?? directory, (next) => {
        if (chain.length === 0) next.keys.push(...Array.from({ length: 900 }, () => recordKey('xa')));
      }),
    );
  const { alliance: held, refused } = offer([], chain);
  expect(held.directories.get('xa')?.directory.number).toBe(chain.length);
  expect(refused).toMatchObject([{ code: 'directory-limit', participant: 'xa' }]);
});

test('a file holds the documents of an alliance in which forty members fill what one may', () => {
  expect(fileLimits.maxDocumentsBytes).toBeGreaterThan(40 * maxChainChars + 16 * 1024 * 1024);
  expect(fileLimits.maxDirectories).toBeGreaterThan(40 * maxDirectories);
});

test('however many logs a member ended, it takes one short line of a question', async () => {
  const held = offer(await ends(maxSuccessions)).alliance;
  expect(askFor(held).succession).toMatch(/^known=xa\.32\.[A-Za-z0-9_-]{22}$/);
});

test('who holds the beginning of a chain is given what follows, and who holds another is given all', async () => {
  const chain = await ends(5);
  const [all, three] = [offer(chain).alliance, offer(chain.slice(0, 3)).alliance];
  const known = (of: Alliance): string => askFor(of).succession.slice('known='.length);
  expect(successionsFor(all, known(all)).documents).toEqual([]);
  expect(successionsFor(all, known(three)).documents).toEqual(chain.slice(3));
  expect(successionsFor(all, known(alliance)).documents).toEqual(chain);
  const fork = offer(await ends(3, 10)).alliance;
  expect(successionsFor(all, known(fork)).documents).toEqual(chain);
  expect(successionsFor(three, known(all)).documents, 'it cannot be compared').toEqual(chain.slice(0, 3));
});
