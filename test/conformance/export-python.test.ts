import { validateBundle } from '@tamga/stix';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { startNodes } from '../federation/nodes.ts';
import type { Net } from '../federation/nodes.ts';
import { bundleOf, goodEvidence, goodStatement, greylatch } from '../hypotheses.ts';
import { findPython, readWithPython } from './python.ts';
import type { Found as Python } from './python.ts';

const corpora = join(import.meta.dirname, '../../../shared/corpora');
const sources = [
  ['the example of this repository', join(import.meta.dirname, '../../docs/examples/bundle.json')],
  ['ATT&CK for industrial control systems', join(corpora, 'stix-examples/ics-attack/ics-attack-17.1.json')],
  ['a public MISP event', join(corpora, 'misp/events/hidden-cobra-2017.json')],
] as const;

let net: Net | undefined;
const folder = mkdtempSync(join(tmpdir(), 'tamga-python-'));
let found: Python;
beforeAll(async () => {
  found = await findPython(process.env);
  if ('python' in found) net = await startNodes('xa', 'xb', 'xc');
}, 460_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await net?.[Symbol.asyncDispose]();
});

test('without Python, or without leave to install, nothing is installed and it is said why', async () => {
  const place = join(folder, 'none');
  expect(await findPython({ npm_lifecycle_event: 'test' }, place)).toEqual({
    missing: expect.stringMatching(/npm run conformance/),
  });
  const alone = { npm_lifecycle_event: 'conformance', PATH: folder };
  expect(await findPython(alone, place)).toEqual({ missing: expect.stringMatching(/^python3, .*ENOENT/) });
  expect(existsSync(place)).toBe(false);
});

type Found = { ids: string[]; markings: string[][]; attributes: [string, string, string, string, boolean][] | null };
const amber = 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421';

test('what is held about an object, for and against, is read by stix2 as it is exported: notes and opinions, each marked and by its author', async (context) => {
  if ('missing' in found || !net) return context.skip('missing' in found ? found.missing : 'no nodes');
  const [xa, query] = [
    net.node('xa'),
    'name=b&tlp=AMBER&base=confidential&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13',
  ];
  const bytes = bundleOf({ ...greylatch, id: 'malware--9c1a7c60-0d2b-4d7e-8a51-0d2b4d7e8a51' });
  const report = await xa.ask<ImportReport>(`/api/imports?${query}`, { method: 'POST', bytes });
  const say = (path: string, body: object): Promise<{ ref: string }> =>
    xa.ask(`/api/hypotheses${path}`, { method: 'POST', body });
  const object = 'malware--9c1a7c60-0d2b-4d7e-8a51-0d2b4d7e8a51';
  const { ref } = await say('', {
    hypothesis: goodStatement({ object, attributed: { name: 'Quiet Heron', class: 'group' } }),
  });
  await say(`/${ref}/evidence`, { evidence: goodEvidence({ summary: 'An invoice.', cites: object }) });
  await say(`/${report.items[0]?.ref}/opinion`, { opinion: 'disagree', explanation: 'It is two families.' });
  const assessment = {
    question: 'Where from?',
    judgement: 'Bought.',
    term: 'alleged',
    confidence: 40,
    participants: ['xa'],
    against: 'Time.',
  };
  await say('/assessments', { assessment, hypotheses: [ref] });
  const exported = await xa.download(`/api/exports/stix?run=${report.id}`);
  const file = join(folder, 'held.json');
  writeFileSync(file, exported.bytes);
  const { objects } = JSON.parse(Buffer.from(exported.bytes).toString()) as { objects: { id: string; type: string }[] };
  const [read] = (await readWithPython(found.python, [file])) as Found[];
  expect(read?.ids).toEqual(objects.map(({ id }) => id));
  const marked = objects.map(({ type }, at) => [type, read?.markings[at]?.includes(amber)] as const);
  expect(marked.filter(([type]) => type === 'note' || type === 'opinion')).toEqual([
    ['note', true],
    ['note', true],
    ['note', true],
    ['opinion', true],
  ]);
});

// A program that shares no code with ours reads what ours exports: the PyPI libraries stix2 and misp-stix.
test.for(sources.map(([what, path], n) => [what, path, ['xa', 'xb', 'xc'][n] ?? 'xa'] as const))(
  '%s: what is exported is read by stix2, whole and marked, and by misp-stix',
  async ([, path, code], context) => {
    if (!existsSync(path)) return context.skip(`the file ${path} is missing`);
    if ('missing' in found || !net) return context.skip('missing' in found ? found.missing : 'no nodes');
    const query =
      'name=a&tlp=AMBER&base=confidential&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13';
    const bytes = readFileSync(path);
    const report = await net.node(code).ask<ImportReport>(`/api/imports?${query}`, { method: 'POST', bytes });
    const exported = await net.node(code).download(`/api/exports/stix?run=${report.id}&leaveOut=true`);
    const file = join(folder, `${code}.json`);
    writeFileSync(file, exported.bytes);
    expect(validateBundle(exported.bytes).errors).toEqual([]);

    const { objects } = JSON.parse(Buffer.from(exported.bytes).toString()) as {
      objects: { id: string; type: string; created_by_ref?: string }[];
    };
    const [read] = (await readWithPython(found.python, [file])) as Found[];
    expect(read?.ids).toEqual(objects.map(({ id }) => id));
    expect(objects.length).toBeGreaterThan(3);
    // What the export adds to say whose word an attribution is has its author and its form with it: those are no secret.
    const added = new Set(['marking-definition', 'extension-definition']);
    const authors = new Set(
      objects.flatMap(({ type, created_by_ref: by }) =>
        type === 'note' || type === 'extension-definition' ? (by ?? []) : [],
      ),
    );
    const unmarked = objects.filter(
      ({ type, id }, at) => !added.has(type) && !authors.has(id) && !read?.markings[at]?.includes(amber),
    );
    expect(unmarked).toEqual([]);
    if (read?.attributes === null || read === undefined) return;
    const { Event } = JSON.parse(bytes.toString()) as { Event: { Attribute: Record<string, string | boolean>[] } };
    const given = Event.Attribute.map(({ uuid, type, category, value, to_ids: ids }) => [
      uuid,
      type,
      category,
      value,
      ids,
    ]);
    expect(read.attributes.toSorted()).toEqual(expect.arrayContaining(given));
  },
);
