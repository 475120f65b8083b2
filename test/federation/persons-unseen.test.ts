import { isPersonBearing } from '@tamga/stix';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accounted } from '#features/audits/rules.ts';
import type { RecordSummary } from '#features/records/view.ts';
import { toOpenApi } from '#platform/http/openapi.ts';
import { apiInfo } from '#platform/http/openapi-route.ts';
import { routesOf } from '#platform/http/operation.ts';
import { bareApi } from '../../tools/bare-api.ts';
import { corpusTest } from '../conformance/corpora.ts';
import { startNodes, tokenOf } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { account, bundle, importAs, malware, person } from './people.ts';

/**
 * Every GET route of the API, also those to come, is asked for persons by their words and ids: what answers was never told of
 * them. A record's own page, and what a proof takes out of it, are the only places (design 8, SG-07).
 */
const gets = [...accounted.keys()].filter((route) => route.startsWith('GET ')).map((route) => route.slice(4));
const ownPages = gets.filter((path) => path.startsWith('/api/records/'));
/** What counts, names or carries records and runs of any content, by refs and ids and without their words. */
const counting = /^\/api\/(records|imports|alliance|home|oversight|quarantine|session|demands|findings|ferry)(\/|$)/;

// Not as the specification has them: what the validator says must quote neither.
const somebody = { ...person(1), lang: 'quillon', created_by_ref: 'quillon' };
const hers = { ...account(2), account_type: 'quillon' };
const link = (n: number, from: string, to: string) => ({
  type: 'relationship',
  spec_version: '2.1',
  id: `relationship--00000000-0000-4000-8000-00000000000${n}`,
  created: '2030-01-01T00:00:00.000Z',
  modified: '2030-01-01T00:00:00.000Z',
  relationship_type: 'related-to',
  source_ref: from,
  target_ref: to,
});
const remark = (n: number, about: string[], members: object) => ({
  ...link(n, '', ''),
  type: 'opinion',
  id: `opinion--00000000-0000-4000-8000-00000000000${n}`,
  opinion: 'disagree',
  explanation: 'It is no family.',
  object_refs: about,
  relationship_type: undefined,
  source_ref: undefined,
  target_ref: undefined,
  ...members,
});
// Two tools that nothing but a person connects.
const things = [
  malware(3),
  malware(4),
  link(5, malware(3).id, somebody.id),
  link(6, somebody.id, malware(4).id),
  link(7, hers.id, malware(3).id),
  // What she says of a tool, and what is said of her and it together.
  remark(8, [malware(3).id], { created_by_ref: somebody.id }),
  remark(9, [malware(3).id, somebody.id], {}),
];

const words = [somebody.name, 'Quillon1', 'quillon1', somebody.contact_information, hers.account_login, 'quillon'];
const ids = [somebody.id, hers.id];
const queries = [
  '',
  ...['q', 'text', 'name', 'of', 'id', 'about', 'author'].flatMap((member) =>
    [...words, ...ids].map((word) => `?${member}=${encodeURIComponent(word)}`),
  ),
  ...['identity', 'user-account'].map((type) => `?type=${type}`),
  ...[malware(4).id, somebody.id].flatMap((to) => [`?to=${to}`, `?from=${malware(3).id}&to=${to}`, `?hops=2&to=${to}`]),
  '?limit=100',
  '?hops=2',
];

/** What a route says that it can be asked for. */
const { paths } = toOpenApi(routesOf(bareApi()), apiInfo) as unknown as {
  paths: Record<string, { get?: { parameters: { name: string; in: string }[] } }>;
};
const membersOf = (route: string): ReadonlySet<string> => {
  const { parameters = [] } = paths[route.replaceAll(/:(\w+)/g, '{$1}')]?.get ?? {};
  return new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name));
};

/** Those of the queries that can lead to an answer: all of them where the route takes a member that nobody has described. */
async function answerable(route: string, path: string, all: readonly string[]): Promise<readonly string[]> {
  if ((await ask(`${path}?quillon=1`)).status === 200) return all;
  const known = membersOf(route);
  return all.filter((query) => [...new URLSearchParams(query).keys()].every((name) => known.has(name)));
}

let net: Net;
let node: TestNode;
let before: Map<string, string>;
let run: string;
let refs: { thing: string; person: string };
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  await importAs(node, 'xa/cyber/o-1', bundle(things));
  before = await askAll();
  run = (await importAs(node, 'xa/cyber/o-1', bundle([somebody, hers], 1))).id;
  const { items } = await node.ask<{ items: RecordSummary[] }>('/api/records?kind=threat.object');
  refs = { person: items[0]!.ref, thing: items.at(-1)!.ref };
}, 60_000);
afterAll(() => net[Symbol.asyncDispose]());

/** Answers to everything that can be asked without knowing a record; null where it was refused. */
async function askAll(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const route of gets.filter((path) => !counting.test(path)))
    for (const path of route.includes(':') ? [malware(3).id, malware(4).id].map((id) => fill(route, id)) : [route])
      for (const query of await answerable(route, path, queries)) {
        const { status, text } = await ask(path + query);
        // The id of a bundle or event is another each time.
        const made = /(bundle--|"Event":\{"uuid":")[\da-f-]{36}/g;
        if (status === 200) found.set(path + query, text.replaceAll(made, '$1…'));
      }
  return found;
}

const fill = (route: string, id: string): string => route.replaceAll(/:\w+/g, encodeURIComponent(id));

async function ask(path: string): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${tokenOf('case-officer')}` };
  const answer = await node.api.request(path, { headers });
  return { status: answer.status, text: await answer.text() };
}

test('what lists, searches, counts or leads on answers the same whether persons are here or not', async () => {
  const after = await askAll();
  expect([...after.keys()].filter((path) => path.startsWith('/api/threats')).length).toBeGreaterThan(10);
  expect(after).toEqual(before);
});

test('no route but the record’s own page tells a word of a person, whatever is asked', async () => {
  const [participant = '', id = ''] = refs.person.split('/');
  const told = [];
  for (const route of gets.filter((path) => !ownPages.includes(path)))
    for (const value of route.includes(':') ? [...ids, id, participant, malware(3).id, run] : ['']) {
      const path = fill(route, value);
      for (const query of await answerable(
        route,
        path,
        route.includes(':') ? ['', '?limit=100', '?hops=2'] : queries,
      )) {
        const { status, text } = await ask(path + query);
        if (status === 200 && /quillon/i.test(text)) told.push(path + query);
      }
    }
  expect(told).toEqual([]);
  const [thingParticipant = '', thing = ''] = refs.thing.split('/');
  for (const route of ownPages) {
    const path = route.replace(':participant', thingParticipant).replace(':id', thing);
    expect((await ask(path)).text).not.toMatch(/quillon/i);
  }
  expect((await ask(`/api/records/${refs.person}`)).text).toMatch(/quillon/i);
});

test('a person’s id leads nowhere: it is refused, or answered as one that is not here', async () => {
  const answer = async (route: string, id: string): Promise<{ status: number; text: string }> => {
    const { status, text } = await ask(fill(route, id));
    return { status, text: text.replaceAll(encodeURIComponent(id), '…').replaceAll(id, '…') };
  };
  for (const route of gets.filter((path) => path.includes(':') && !counting.test(path)))
    for (const id of ids) {
      const { status, text } = await answer(route, id);
      expect([route, text]).not.toEqual([route, expect.stringMatching(/quillon/i)]);
      if (status === 200)
        expect([route, text]).toEqual([route, (await answer(route, id.replace(/\d{3}$/, '999'))).text]);
    }
});

test('in a list of records a person is a type without a name', async () => {
  const { items } = await node.ask<{ items: RecordSummary[] }>('/api/records?kind=threat.object');
  expect(items.map(({ title }) => title)).toEqual(expect.arrayContaining(['identity', 'user-account']));
});

corpusTest(
  'stix-examples/json-schemas-examples/threat-reports',
  'the persons of apt1.json are in no list and no search',
  async (path) => {
    const bytes = readFileSync(join(path, 'apt1.json'));
    const { objects } = JSON.parse(bytes.toString()) as { objects: { type: string; id: string; name?: string }[] };
    const persons = objects.filter((object) => isPersonBearing(object));
    expect(persons.map(({ name }) => name)).toEqual(['JackWang', 'Wang Dong', 'dota', 'Mei Qiang']);
    const { counts } = await importAs(node, 'xa/cyber/o-2', bytes);
    expect(counts.refused).toBe(0);
    // Prose that others wrote may hold a name (docs/limits.md); no person is what is found by it.
    const asked = [...persons.map(({ name = '' }) => `q=${encodeURIComponent(name)}`), 'type=identity', 'limit=100'];
    for (const query of asked) {
      const text = JSON.stringify((await node.ask<{ items: object[] }>(`/api/threats?${query}`)).items.map(idOf));
      for (const { id } of persons) expect([query, text.includes(id)]).toEqual([query, false]);
    }
    for (const { id } of persons) expect((await ask(`/api/threats/${id}`)).status).toBe(404);
  },
);

const idOf = (item: object): unknown => ('id' in item ? item.id : undefined);
