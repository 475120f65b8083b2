import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseRecords } from '#features/releases/actions.ts';
import { ask, playWorld, questions, talkAside } from './others.ts';
import type { World } from './others.ts';
import { unseen } from './others-unseen.ts';

// I4: what a recipient can fetch is a function of its own releases, the log's size and hashes, and the open documents.

let alone: World;
let busy: World;
beforeAll(async () => {
  alone = await playWorld(false);
  busy = await playWorld(true);
}, 120_000);
afterAll(async () => {
  await alone[Symbol.asyncDispose]();
  await busy[Symbol.asyncDispose]();
});

test('whatever a recipient asks, the answer is the same whether the sender deals with others or not', async () => {
  const [left, right] = [questions(alone), questions(busy)];
  for (const [i, { method, path }] of left.entries()) {
    const one = await ask(alone, method, path);
    const other = await ask(busy, right[i]!.method, right[i]!.path);
    expect(unseen(other), one.ask).toEqual(unseen(one));
  }
});

test('the comparison is not blind: one release more to the recipient itself is seen', async () => {
  const feed = async (world: World): Promise<unknown> => unseen(await ask(world, 'GET', 'feed?after=1.0'));
  const before = await feed(alone);
  await using more = await playWorld(false, 1);
  expect(await feed(more), 'a record that was not released to it is not').toEqual(before);
  const xa = more.net.node('xa');
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await releaseRecords(xa.deps, actor, [more.unreleased], ['xc']);
  await xa.sequence();
  expect(await feed(more)).not.toEqual(before);
});

test('the sender asks the same of the recipient at the same times, whoever else it deals with', () => {
  // How often it asks to be witnessed and for tiles follows from the size of its log alone.
  const told = ({ heard }: World): string[] => heard.filter((one) => !/witness|tile|checkpoint/.test(one));
  const nudges = (world: World): number => told(world).filter((one) => one.endsWith('/nudge')).length;
  expect(nudges(busy)).toBe(nudges(alone));
  expect(new Set(told(busy))).toEqual(new Set(told(alone)));
});

test('gossip does not tell when the sender last talked with somebody: between two rounds it stays what it was', async () => {
  const gossip = async (world: World): Promise<string[]> => {
    const { body } = await ask(world, 'GET', 'feed?after=1.999');
    return (JSON.parse(body) as { gossip: string[] }).gossip;
  };
  const before = await gossip(busy);
  expect(before).toHaveLength(3);
  await talkAside(busy);
  expect(await gossip(busy)).toEqual(before);
  busy.net.clock.advance(60_000);
  await busy.net.node('xa').shareHeads();
  expect(await gossip(busy)).not.toEqual(before);
});

test('a released file is served in both worlds alike: as long, and with the same words around it', async () => {
  const path = `blobs/${busy.blobs.released}`;
  const [one, other] = [await ask(alone, 'GET', path), await ask(busy, 'GET', path)];
  expect(one.status).toBe(200);
  expect(other.headers['content-length']).toBe(one.headers['content-length']);
  expect(unseen(other)).toEqual(unseen(one));
});

/** What xc asks and is not given. */
const refusedOf = (world: World, route: string) =>
  questions(world).filter(({ path }) => path.startsWith(`${route}/`) && !path.endsWith(world.blobs.released));

test('what is unreleased, absent and foreign is refused in the same words and the same length', async () => {
  for (const route of ['records', 'proof', 'feed', 'blobs']) {
    const found = refusedOf(busy, route);
    const answers = await Promise.all(found.map(({ method, path }) => ask(busy, method, path)));
    expect(answers).toHaveLength(3);
    for (const { status, headers, body } of answers)
      expect({ status, headers, body }).toEqual({
        status: 404,
        headers: answers[0]!.headers,
        body: answers[0]!.body,
      });
  }
});

test('who signs no request gets the same refusal, whatever the sender has', async () => {
  const unsigned = async (world: World, path: string) => {
    const answer = await world.net.node('xa').federation.request(`https://xa.example/federation/v1/${path}`);
    const headers = Object.fromEntries(answer.headers);
    return unseen({ ask: `GET ${path}`, status: answer.status, headers, body: await answer.text() });
  };
  const [left, right] = [questions(alone), questions(busy)];
  for (const [i, { path }] of left.entries())
    expect(await unsigned(busy, right[i]!.path), path).toEqual(await unsigned(alone, path));
});

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;

/** Medians of the time that each of these takes, asked in turn so that a busy machine slows all of them. */
async function mediansOf(asked: readonly [World, string][], rounds = 60): Promise<number[]> {
  const times = asked.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, [world, path]] of asked.entries()) {
      const started = performance.now();
      await ask(world, 'GET', path);
      times[i]!.push(performance.now() - started);
    }
  return times.map(median);
}

test('what is unreleased, absent and foreign takes the same time to refuse, within a factor of two', async () => {
  for (const route of ['records', 'blobs']) {
    const paths = refusedOf(busy, route).map(({ path }) => path);
    const medians = await mediansOf(paths.map((path) => [busy, path]));
    expect(medians).toHaveLength(3);
    expect(Math.max(...medians), `${route}: ${medians.join(' ')} ms`).toBeLessThan(2 * Math.min(...medians));
  }
});

test('an empty page takes the same time whether others have much or nothing, within a factor of two', async () => {
  const path = 'feed?after=1.999';
  const medians = await mediansOf([
    [alone, path],
    [busy, path],
  ]);
  const [low, high] = medians.toSorted((a, b) => a - b) as [number, number];
  expect(high, `${low} ${high} ms`).toBeLessThan(2 * low);
});
