import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { tamga } from '#test/command-line.ts';
import type { Ran } from '#test/command-line.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import { goodStatement } from '#test/hypotheses.ts';

let net: Net;
const folder = mkdtempSync(join(tmpdir(), 'tamga-export-'));
beforeAll(async () => {
  net = await startNodes('xa');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await net[Symbol.asyncDispose]();
});

const run = (...args: string[]): Promise<Ran> => tamga(net, ['--node', 'xa', ...args]);
const path = (name: string): string => join(folder, name);
const object = (type: string, n: number, change: object = {}) => ({
  type,
  spec_version: '2.1',
  id: `${type}--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  created: '2030-01-01T00:00:00.000Z',
  modified: '2030-01-01T00:00:00.000Z',
  name: `Object ${n}`,
  ...change,
});
const person = object('identity', 3, { identity_class: 'individual', name: 'Tol Example' });

beforeAll(async () => {
  const objects = [object('campaign', 1), object('tool', 2), person];
  const id = 'bundle--00000000-0000-4000-8000-000000000000';
  writeFileSync(path('in.json'), JSON.stringify({ type: 'bundle', id, objects }));
});

test('what a search finds, a run made or is named is written to a file of mode 0600, and never over one', async () => {
  const imported = JSON.parse(
    (await run('import', path('in.json'), '--basis', 'mca-2029:5', '--retain-until', '2031-05-13', '--json')).out,
  ) as ImportReport;
  const { code, out } = await run('export', 'object', '--type', 'tool', '-o', path('tool.json'), '--json');
  const { bytes } = JSON.parse(out) as { bytes: number };
  expect([code, JSON.parse(out)]).toEqual([
    0,
    {
      file: path('tool.json'),
      bytes,
      objects: 1,
      hypotheses: 0,
      otherPurpose: { records: 0, purposes: [] },
      notTaken: 0,
      attributions: 0,
      remarks: 0,
      leftOut: 0,
      refused: [],
    },
  ]);
  expect(statSync(path('tool.json'))).toMatchObject({ size: bytes });
  expect(statSync(path('tool.json')).mode & 0o777).toBe(0o600);
  const text = readFileSync(path('tool.json'), 'utf8');
  expect(text).toContain(JSON.stringify(object('tool', 2)).slice(0, -1));
  expect(text).not.toContain('campaign');

  const misp = await run('export', '--label', 'none', '--format', 'misp', '-o', path('misp.json'));
  expect([misp.code, misp.err]).toEqual([1, expect.stringMatching('not-found')]);
  expect(
    (await run('export', '--type', 'tool', '--member', 'xa', '--format', 'misp', '-o', path('misp.json'))).code,
  ).toBe(0);
  expect(JSON.parse(readFileSync(path('misp.json'), 'utf8'))).toMatchObject({ Event: { Galaxy: [{}] } });

  const again = await run('export', '-o', path('tool.json'));
  expect([again.code, readFileSync(path('tool.json'), 'utf8')]).toEqual([1, text]);
  expect(again.err).toMatch('[conflict]');

  const all = await run('export', '--run', imported.id, '-o', path('run.json'));
  expect([all.code, all.err]).toEqual([1, expect.stringMatching(/is about a person.*\[SG-07\]/)]);
  expect(() => statSync(path('run.json'))).toThrow('ENOENT');
  const some = await run('export', '--run', imported.id, '-o', path('run.json'), '--leave-out');
  expect([some.code, some.out]).toEqual([0, expect.stringMatching(/: 2 objects, .*\n1 record left out:\n {2}SG-07 /)]);

  const event = {
    uuid: '00000000-0000-4000-8000-000000000009',
    info: 'Latchkey hosts',
    timestamp: '1893456000',
    Orgc: { name: 'Belmara desk', uuid: '00000000-0000-4000-8000-000000000008' },
    Attribute: [
      {
        uuid: '00000000-0000-4000-8000-000000000007',
        type: 'domain',
        category: 'Network activity',
        value: 'latchkey.example',
        timestamp: '1893456001',
      },
    ],
  };
  writeFileSync(path('event.json'), JSON.stringify({ Event: event }));
  const fromMisp = JSON.parse(
    (await run('import', path('event.json'), '--basis', 'mca-2029:5', '--retain-until', '2031-05-13', '--json')).out,
  ) as ImportReport;
  const whole = await run('export', '--run', fromMisp.id, '-o', path('event-out.json'));
  expect([whole.code, whole.err], 'the text that a run keeps is passed over').toEqual([0, '']);
  expect(whole.out).not.toContain('left out');
  const textRef = fromMisp.items.find(({ id }) => id === null)?.ref;
  const byRef = await run('export', '--ref', textRef!, '-o', path('text.json'));
  expect([byRef.code, byRef.err]).toEqual([1, expect.stringMatching(/is a threat\.source.*\[kind\]/)]);

  const saved = await run('threats', '--type', 'campaign', '--save', 'campaigns');
  expect([saved.code, saved.out]).toEqual([0, expect.stringMatching('saved as campaigns')]);
  const named = await run('export', '--selection', 'campaigns', '--purpose', 'cybercrime', '-o', path('saved.json'));
  expect([named.code, named.out]).toEqual([0, expect.stringMatching(/: 1 object, /)]);
  expect(readFileSync(path('saved.json'), 'utf8')).toContain('campaign--');
  const [{ id: savedId } = { id: '' }] = JSON.parse((await run('selections', '--json')).out) as { id: string }[];
  expect((await run('export', '--selection', savedId, '--type', 'tool', '-o', path('besides.json'))).code).toBe(0);
  expect(readFileSync(path('besides.json'), 'utf8')).toMatch(/^(?!.*campaign--).*tool--/s);
  const none = await run('export', '--selection', 'nobody', '-o', path('none.json'));
  expect([none.code, none.err]).toEqual([1, expect.stringMatching(/no selection nobody.*\[not-found\]/)]);
  const wrong = await run('export', '--selection', 'campaigns', '--purpose', 'taxes', '-o', path('taxes.json'));
  expect([wrong.code, wrong.err]).toEqual([
    2,
    expect.stringMatching(/^tamga: --purpose: taxes is no purpose; there are: /),
  ]);

  const ref = imported.items.find(({ id }) => id?.startsWith('identity #'))!.ref!;
  expect((await run('export', '--ref', ref, '-o', path('person.json'))).code).toBe(0);
  expect(readFileSync(path('person.json'), 'utf8')).toContain('Tol Example');
});

test('what is held about an object goes along in a bundle, is counted apart, and is left out on demand', async () => {
  writeFileSync(path('held.json'), JSON.stringify(goodStatement({ object: object('campaign', 1).id })));
  expect(await run('hypothesis', 'state', path('held.json'))).toMatchObject({ code: 0, err: '' });
  const along = await run('export', '--type', 'campaign', '-o', path('along.json'));
  expect(along.out).toMatch(/: 1 object, what is held about them \(1 record\), \d+ bytes\n$/);
  expect(readFileSync(path('along.json'), 'utf8')).toContain('xa/cyber holds as suspected');
  const bare = await run('export', '--type', 'campaign', '-o', path('bare.json'), '--no-hypotheses', '--json');
  expect(JSON.parse(bare.out)).toMatchObject({ objects: 1, hypotheses: 0 });
  expect(readFileSync(path('bare.json'), 'utf8')).not.toContain('holds as suspected');
  const misp = await run('export', '--type', 'campaign', '-o', path('bare-misp.json'), '--format', 'misp');
  expect(misp.out).toMatch(/\n1 record held about them left behind: MISP has no form for .*--format stix/);
});

test('what cannot be meant is wrong usage, and nothing is written', async () => {
  for (const args of [
    ['export'],
    ['export', '-o', path('x.json'), '--ref', 'nonsense'],
    ['export', '-o', path('x.json'), '--case', 'nonsense'],
    ['export', 'words', '-o', path('x.json'), '--run', 'one'],
    ['export', '-o', path('x.json'), '--run', 'one', '--id', 'two'],
    ['export', '-o', path('x.json'), '--run', 'one', '--selection', 'campaigns'],
  ])
    expect([args, (await run(...args)).code]).toEqual([args, 2]);
  expect((await run('export', 'nothing-has-these', '-o', path('x.json'))).err).toMatch('[not-found]');
  expect(() => statSync(path('x.json'))).toThrow('ENOENT');
});
