import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeBlob } from './folder.ts';
import { holdRoom } from './room.ts';

const mib = 1024 * 1024;
const full = expect.objectContaining({ code: 'disk-full' });
let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'tamga-room-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('files that are written at the same time leave together what the node keeps for itself', async () => {
  let free = 256 * mib + 100 * mib;
  const write = async (name: number): Promise<void> => {
    using room = await holdRoom(dir, 30 * mib, () => Promise.resolve(free));
    async function* source() {
      for (let i = 0; i < 30; i++) {
        free -= mib;
        yield Buffer.alloc(mib);
        await new Promise(setImmediate);
      }
    }
    await writeBlob(dir, String(name).padStart(32, '0'), source(), room);
  };
  const done = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(write));
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const one of done) if (one.status === 'rejected') expect(one.reason).toEqual(full);
  expect(free).toBe(256 * mib + 10 * mib);
});

test('room that was given back, or that a file already fills, is not counted twice', async () => {
  let free = 256 * mib + 10 * mib;
  const ask = (bytes: number) => holdRoom(dir, bytes, () => Promise.resolve(free));
  const first = await ask(10 * mib);
  await expect(ask(1)).rejects.toEqual(full);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  using second = await ask(6 * mib);
  free -= 3 * mib;
  await second.fill(3 * mib);
  using third = await ask(4 * mib);
  expect(third).toBeDefined();
  await expect(ask(1)).rejects.toEqual(full);
});

test('a file stops, and leaves nothing behind, where others fill the disk while it is written', async () => {
  let free = 256 * mib + 40 * mib;
  using room = await holdRoom(dir, 30 * mib, () => Promise.resolve(free));
  async function* source() {
    for (let i = 0; i < 30; i++) {
      free -= 3 * mib;
      yield Buffer.alloc(mib);
    }
  }
  const name = 'a'.repeat(32);
  await expect(writeBlob(dir, name, source(), room)).rejects.toEqual(full);
  expect(free).toBeGreaterThan(200 * mib);
  expect(readdirSync(join(dir, 'aa'))).toEqual([]);
});
