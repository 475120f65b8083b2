import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { askAs } from '#test/federation/authorities.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import { checkGuards, everyone } from '#test/guards.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => net.node('xb'),
  [
    { method: 'GET', path: '/api/news', roles: everyone },
    { method: 'PUT', path: '/api/news/seen', roles: everyone },
  ],
);

const newsOf = (officer: string) => askAs(net.node('xb'), officer, '/api/news');
const look = (officer: string) => askAs(net.node('xb'), officer, '/api/news/seen', { method: 'PUT' });
async function send(): Promise<void> {
  const { deps } = net.node('xa');
  const [report] = await submitRecords(deps, [incident('xa')]);
  await releaseRecords(deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, [report!.ref], ['xb']);
  await net.settle();
}

test('what arrives is news to each officer until that officer looks; releases, receipts and one’s own are none', async () => {
  const [one, other] = ['xb/cyber/o-1', 'xb/cyber/o-4'] as const;
  await submitRecords(net.node('xb').deps, [incident('xb')]);
  expect(await newsOf(one)).toEqual({ count: 0, atLeast: false });
  await send();
  expect([await newsOf(one), await newsOf(other)]).toMatchObject([{ count: 1 }, { count: 1 }]);
  await look(one);
  expect([await newsOf(one), await newsOf(other)]).toMatchObject([{ count: 0 }, { count: 1 }]);
  await send();
  expect([await newsOf(one), await newsOf(other)]).toMatchObject([{ count: 1 }, { count: 2 }]);
});

test('who never looked is told of a day; who looked, of all since', async () => {
  net.clock.advance(86_400_001);
  expect([await newsOf('xb/cyber/o-1'), await newsOf('xb/cyber/o-4')]).toMatchObject([{ count: 1 }, { count: 0 }]);
});
