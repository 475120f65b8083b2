import { expect, test } from 'vitest';
import { readMispEvent, writeMispEvents } from '../index.ts';
import { event, utf8 } from '../misp/made-up.ts';

const rest = { uuid: '11111111-0000-4000-8000-000000000000', info: 'Export of xa', at: '2030-05-13T06:00:00.000Z' };
const uuid = (n: number): string => `22222222-0000-4000-8000-${String(n).padStart(12, '0')}`;
type Made = Record<string, unknown>;

/** Objects of an event, converted and written again. */
function back(Object: readonly object[]): { Object: Made[]; Attribute: Made[] } {
  const values = readMispEvent(utf8(JSON.stringify({ Event: event({ Object }) }))).objects.map(({ value }) => value);
  const [made] = writeMispEvents(values, rest);
  return { Object: (made?.['Object'] ?? []) as Made[], Attribute: (made?.['Attribute'] ?? []) as Made[] };
}

const attribute = (n: number, relation: string, type: string, value: string, change: object = {}) => ({
  uuid: uuid(n),
  object_relation: relation,
  type,
  category: 'Other',
  value,
  to_ids: true,
  timestamp: '1472541011',
  ...change,
});

test('an object of a template that has no form in STIX comes back whole, with the type and category of each attribute', () => {
  const object = {
    uuid: uuid(20),
    name: 'btc-wallet',
    'meta-category': 'financial',
    comment: 'seen twice',
    timestamp: '1472541011',
    Attribute: [
      attribute(21, 'wallet-address', 'btc', 'fic1-WALLET-A', { category: 'Financial fraud' }),
      attribute(22, 'balance_BTC', 'float', '2.5', { to_ids: false, comment: 'on the day' }),
      attribute(23, 'screenshot', 'attachment', 'a.png', {
        to_ids: false,
        data: 'AAAA',
        category: 'External analysis',
      }),
    ],
  };
  expect(back([object])).toEqual({ Object: [object], Attribute: [] });
});

test('attributes for which STIX has no property keep their type and the spelling of their relation', () => {
  const given: [string, string, string][] = [
    ['asn', 'asn', 'AS'],
    ['asn', 'subnet-announced', 'ip-src'],
    ['url', 'url', 'url'],
    ['url', 'query_string', 'text'],
    ['url', 'host', 'hostname'],
    ['domain-ip', 'domain', 'domain'],
    ['domain-ip', 'port', 'port'],
    ['file', 'filename', 'filename'],
    ['file', 'authentihash', 'authentihash'],
    ['file', 'x-own', 'text'],
  ];
  const objects = [...Map.groupBy(given, ([name]) => name)].map(([name, parts], n) => ({
    uuid: uuid(30 + n),
    name,
    'meta-category': 'network',
    timestamp: '1472541011',
    Attribute: parts.map(([, relation, type], i) =>
      attribute(100 + n * 10 + i, relation, type, type === 'AS' ? 'AS64496' : `${relation}.example`, { to_ids: false }),
    ),
  }));
  const told = back(objects).Object.flatMap(({ name, Attribute }) =>
    (Attribute as Made[]).map(({ object_relation: relation, type }) => [name, relation, type]),
  );
  expect(told.toSorted()).toEqual(given.toSorted());
});
