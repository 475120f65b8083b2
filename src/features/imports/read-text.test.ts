import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const object = (n: number): string =>
  `{"type":"tool","spec_version":"2.1","id":"tool--${uuid(n)}","created":"2030-01-01T00:00:00Z","modified":"2030-01-01T00:00:00Z","name":"Tool ${n}"}`;
const bundle = (objects: readonly string[]): Uint8Array =>
  Buffer.from(`{"type":"bundle","id":"bundle--${uuid(0)}","objects":[${objects.join(',')}]}`);

/** Reads a text and counts how often others had their turn meanwhile. */
async function turnsWhile(bytes: Uint8Array): Promise<{ turns: number; found: Awaited<ReturnType<typeof readText>> }> {
  let turns = 0;
  const count = setInterval(() => (turns += 1), 0);
  const found = await readText(bytes, 'a file');
  clearInterval(count);
  return { turns, found };
}

test('while a large text is read others have their turn, and all of it is read', async () => {
  const large = bundle(Array.from({ length: 60_000 }, (_, n) => object(n)));
  const { turns, found } = await turnsWhile(large);
  expect(found).toMatchObject({ format: 'stix', isBundle: true, refused: [] });
  expect(found.objects).toHaveLength(60_000);
  // 10 MB take more than 100 ms anywhere; a turn is 10 ms.
  expect(turns).toBeGreaterThanOrEqual(5);
});

test('while an event of MISP is read others have their turn', async () => {
  const attributes = Array.from({ length: 3_000 }, (_, n) => ({
    uuid: uuid(n + 1),
    type: 'domain',
    category: 'Network activity',
    value: `h${n}.example`,
    to_ids: true,
    timestamp: '1893456000',
  }));
  const event = { uuid: uuid(0), info: 'Many', timestamp: '1893456000', Attribute: attributes };
  const { turns, found } = await turnsWhile(Buffer.from(JSON.stringify({ Event: event })));
  expect(found).toMatchObject({ format: 'misp', refused: [] });
  expect(turns).toBeGreaterThanOrEqual(5);
});

test('an event of MISP that is kept by no body is refused before it is read', async () => {
  const bytes = Buffer.from(`{"Event": ${' '.repeat(5 * 1024 * 1024)} this is no JSON`);
  await expect(readText(bytes, 'large.json')).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringMatching(/^large\.json: a MISP event is kept whole/) as string,
  });
});

test('a text that breaks off after many objects is no JSON, at its byte', async () => {
  const whole = bundle(Array.from({ length: 20_000 }, (_, n) => object(n)));
  const cut = whole.subarray(0, whole.length - 2);
  await expect(readText(cut, 'cut.json')).rejects.toMatchObject({
    code: 'malformed',
    message: `cut.json: the text is no JSON, at byte ${cut.length} (/objects/19999)`,
    detail: { code: 'syntax' },
  });
});
