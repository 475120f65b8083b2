import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSignInLink, redeemLink } from '#features/officers/actions.ts';
import { goodStatement } from '../hypotheses.ts';
import { askAs } from './authorities.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

// Two worlds that differ in guarded content alone: whoever is not assigned to it is answered the same in both.

const reader = 'xa/cyber/o-4';
const purpose = 'counter-terrorism';
let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  const body = { officers: [reader], covers: 'desk', purpose: 'coordination', lastDay: '2030-06-01', reason: 'duty' };
  await askAs(node, 'xa/cyber/o-6', '/api/assignments', { method: 'POST', body });
});
afterAll(() => net[Symbol.asyncDispose]());

const uuid = (n: number): string => `01890000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const time = '2030-05-01T00:00:00.000Z';
const common = (type: string, n: number) => ({
  type,
  spec_version: '2.1',
  id: `${type}--${uuid(n)}`,
  created: time,
  modified: time,
});
const [malware, technique, infrastructure, actor, hidden] = [
  `malware--${uuid(1)}`,
  `attack-pattern--${uuid(2)}`,
  `infrastructure--${uuid(3)}`,
  `threat-actor--${uuid(4)}`,
  `malware--${uuid(11)}`,
];
const link = (n: number, relationship_type: string, source_ref: string, target_ref: string) => ({
  ...common('relationship', n),
  relationship_type,
  source_ref,
  target_ref,
});
const open = [
  { ...common('malware', 1), name: 'Lanternfish', is_family: false, labels: ['fish'] },
  {
    ...common('attack-pattern', 2),
    name: 'Of all',
    kill_chain_phases: [{ kill_chain_name: 'demo', phase_name: 'one' }],
  },
  { ...common('infrastructure', 3), name: 'Lanternfish hosts' },
  { ...common('threat-actor', 4), name: 'Lanternfish crew', resource_level: 'organization' },
  link(5, 'uses', malware, technique),
  link(6, 'attributed-to', malware, actor),
];
/** About what is open, beside it, and with its words. */
const guarded = [
  { ...common('malware', 11), name: 'Quillfeather lanternfish', is_family: false, labels: ['fish', 'feather'] },
  link(12, 'communicates-with', malware, infrastructure),
  link(13, 'uses', hidden, technique),
  { ...common('note', 14), content: 'Quillfeather lanternfish', object_refs: [malware] },
  { ...common('sighting', 15), sighting_of_ref: technique },
  { ...common('opinion', 16), opinion: 'strongly-disagree', object_refs: [`relationship--${uuid(6)}`] },
  {
    ...common('attack-pattern', 17),
    name: 'T',
    kill_chain_phases: [{ kill_chain_name: 'feather', phase_name: 'two' }],
  },
  { ...common('language-content', 18), object_ref: malware, contents: { ru: { name: 'Перо' } } },
  { ...common('report', 19), name: 'Quillfeather', published: time, object_refs: [malware, technique, infrastructure] },
];
let runs = 0;
async function load(objects: readonly object[], base: string): Promise<void> {
  const handling = { tlp: 'AMBER', base, basis: 'mca-2029:5', purpose, retainUntil: '2040-05-13' };
  const query = new URLSearchParams({ name: 'a file', ...handling }).toString();
  const bytes = Buffer.from(JSON.stringify({ type: 'bundle', id: `bundle--${uuid(900 + ++runs)}`, objects }));
  await node.ask(`/api/imports?${query}`, { method: 'POST', bytes });
}

const queries = ['', '?q=lanternfish', '?q=quillfeather', '?type=malware', '?label=fish', '?limit=1'];
const asked = [
  ...queries.flatMap((query) => [`/api/threats${query}`, `/api/threats/facets/counts${query.replace('?limit=1', '')}`]),
  '/api/threats/all/places',
  '/api/threats/all/matrix',
  '/api/threats/all/timeline',
  ...['lanternfish', 'quillfeather'].flatMap((q) => [`/api/records?q=${q}`, `/api/records/all/timeline/counts?q=${q}`]),
  '/api/hypotheses',
  `/api/exports?q=lanternfish&purpose=${purpose}`,
  ...[malware, technique, infrastructure, hidden].flatMap((id) => [
    ...['', '/neighbours', '/neighbours?depth=2', '/graph', '/diff'].map((what) => `/api/threats/${id}${what}`),
    `/api/threats/${id}/paths?to=${infrastructure}`,
    `/api/hypotheses/of/${id}`,
    ...['exports?', 'exports/stix?', 'exports/misp?'].map((what) => `/api/${what}ids=${id}&purpose=${purpose}`),
  ]),
  `/api/exports/stix?ids=${malware}&purpose=${purpose}&hypotheses=true&notes=true`,
];

/** Each file has an id of its own, which says nothing. */
const ownId = /"(?:id":"bundle--|uuid":")[0-9a-f-]{36}"/g;

async function see(): Promise<Map<string, string>> {
  const officer = node.deps.officers.find(({ id }) => id === reader)!;
  const { cookie } = await redeemLink(node.deps, await createSignInLink(node.deps, officer));
  const seen = new Map<string, string>();
  for (const path of asked) {
    const answer = await node.api.request(`http://localhost${path}`, {
      headers: { cookie: `tamga_session=${cookie}` },
    });
    seen.set(path, `${answer.status} ${(await answer.text()).replaceAll(ownId, '')}`);
  }
  return seen;
}

test('answers, counts, orders, connections and files are the same whether there is guarded content or not', async () => {
  await load(open, 'unclassified');
  const before = await see();
  await load(guarded, 'confidential');
  const hypothesis = goodStatement({ object: hidden });
  await node.ask('/api/hypotheses', { method: 'POST', body: { hypothesis } });
  for (const [path, answer] of await see()) expect([path, answer]).toEqual([path, before.get(path)]);
});
