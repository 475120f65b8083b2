import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentDigest,
  isPersonBearing,
  readMispEvent,
  restoreMispEvents,
  withOneTlp,
  writeMispEvents,
} from '../index.ts';
import type { MispEvent, StixValue } from '../index.ts';
import { event, EVENT, utf8 } from '../misp/made-up.ts';

const rest = { uuid: '11111111-0000-4000-8000-000000000000', info: 'Export of xa', at: '2030-05-13T06:00:00.000Z' };
const uuid = (n: number): string => `22222222-0000-4000-8000-${String(n).padStart(12, '0')}`;
const valuesOf = (made: MispEvent | Record<string, unknown>): StixValue[] =>
  readMispEvent(utf8(JSON.stringify({ Event: made }))).objects.map(({ value }) => value);
const written = (change: object): MispEvent => writeMispEvents(valuesOf(event(change)), rest)[0]!;
type Attribute = Record<string, unknown>;
const attributes = (made: MispEvent | undefined): Attribute[] => (made?.['Attribute'] ?? []) as Attribute[];

const attribute = (type: string, value: string, change: object = {}) => ({
  uuid: uuid(1),
  type,
  category: 'Other',
  value,
  to_ids: true,
  timestamp: '1472541011',
  ...change,
});
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';

describe('an attribute that was converted is written as it was', () => {
  const cases: [string, string, object?][] = [
    ['domain', 'a.example'],
    ['hostname', 'b.example', { to_ids: false, comment: 'seen' }],
    ['ip-src', '192.0.2.1'],
    ['ip-dst|port', '192.0.2.1|443'],
    ['ip-dst', '2001:db8::1'],
    ['domain|ip', 'a.example|192.0.2.1'],
    ['hostname|port', 'a.example|8443'],
    ['md5', md5],
    ['filename|md5', `a b.exe|${md5}`],
    ['url', "https://a.example/'?q=%41"],
    ['email-src', 'jdoe@a.example'],
    ['email-subject', 'it’s \\ here'],
    ['email-reply-to', 'jdoe@a.example', { to_ids: false }],
    ['regkey', 'HKLM\\Software\\%x%'],
    ['regkey|value', 'HKLM\\Run|%a%\\b', { to_ids: false }],
    ['mutex', 'M'],
    ['AS', 'AS64496'],
    ['port', '4455'],
    ['user-agent', 'x/1.0'],
    ['yara', 'rule a { condition: true }'],
    ['vulnerability', 'CVE-2030-0001', { to_ids: false }],
    ['pdb', 'Q:\\x.pdb', { category: 'Artifacts dropped', comment: 'c' }],
    ['attachment', 'a.txt', { data: 'AAAA', to_ids: false }],
    ['malware-sample', `a.exe|${md5}`, { data: 'AAAA' }],
    ['domain', 'c.example', { Tag: [{ name: 'tlp:amber' }, { name: 'osint:certainty="93"' }] }],
    ['domain', 'd.example', { first_seen: '2016-01-01T00:00:00Z', last_seen: '2016-02-01T00:00:00Z' }],
  ];
  test.each(cases)('%s %s', (type, value, change = {}) => {
    const given = attribute(type, value, change);
    const [made, ...others] = attributes(written({ Attribute: [given] }));
    const [tags, before] = [made?.['Tag'] ?? [], (given as Attribute)['Tag'] ?? []];
    expect([others, { ...made, Tag: 0 }]).toEqual([[], { ...given, Tag: 0 }]);
    expect(new Set((tags as { name: string }[]).map(({ name }) => name))).toEqual(
      new Set((before as { name: string }[]).map(({ name }) => name)),
    );
  });
});

test('of several TLP labels on an event or an attribute the narrowest alone is written', () => {
  const two = { Tag: [{ name: 'tlp:white' }, { name: 'x' }, { name: 'tlp:green' }] };
  const one = [{ name: 'tlp:green' }, { name: 'x' }];
  const byName = (tags: unknown) => (tags as { name: string }[]).toSorted((a, b) => a.name.localeCompare(b.name));
  const Attribute = [
    attribute('domain', 'a.example', two),
    attribute('domain', 'b.example', { ...two, uuid: uuid(2) }),
  ];
  const made = written({ ...two, Attribute });
  expect([made.Tag, ...attributes(made).map(({ Tag }) => Tag)].map(byName)).toEqual([one, one, one]);
  expect(withOneTlp([{ name: 'tlp:amber+strict' }, { name: 'TLP:AMBER' }, { name: 'tlp:ex:chr' }])).toEqual([
    { name: 'tlp:amber+strict' },
    { name: 'tlp:ex:chr' },
  ]);
  expect(withOneTlp([{ name: 'tlp:white' }, { name: 'tlp:clear' }])).toEqual([{ name: 'tlp:white' }]);
});

test('an event keeps its facts, tags, galaxies and reports', () => {
  const galaxy = {
    type: 'mitre-malware',
    name: 'Malware',
    GalaxyCluster: [
      {
        uuid: uuid(9),
        type: 'mitre-malware',
        value: 'Latchkey - S0001',
        tag_name: 'misp-galaxy:mitre-malware="Latchkey - S0001"',
      },
    ],
  };
  const made = written({
    info: 'The event',
    date: '2016-08-29',
    threat_level_id: '2',
    analysis: '1',
    published: true,
    publish_timestamp: '1472541012',
    Orgc: { name: 'Belmara desk', uuid: uuid(8) },
    Tag: [{ name: 'tlp:green' }, { name: 'type:OSINT' }, { name: 'misp-galaxy:mitre-malware="Latchkey - S0001"' }],
    Galaxy: [galaxy],
    Attribute: [attribute('domain', 'a.example')],
    EventReport: [{ uuid: uuid(7), name: 'What happened', content: 'Text', timestamp: '1472541011' }],
  });
  expect(made).toMatchObject({
    uuid: EVENT,
    info: 'The event',
    date: '2016-08-29',
    threat_level_id: '2',
    analysis: '1',
    published: true,
    publish_timestamp: '1472541012',
    Orgc: { name: 'Belmara desk', uuid: uuid(8) },
    Galaxy: [galaxy],
    EventReport: [{ uuid: uuid(7), name: 'What happened', content: 'Text' }],
  });
  expect(made.Tag.map(({ name }) => name).toSorted()).toEqual(
    ['tlp:green', 'type:OSINT', 'misp-galaxy:mitre-malware="Latchkey - S0001"'].toSorted(),
  );
});

const sco = (type: string, n: number, properties: object): StixValue => ({
  type,
  spec_version: '2.1',
  id: `${type}--${uuid(n)}`,
  ...properties,
});

test('what other producers wrote becomes attributes, objects and clusters, and nothing gets lost', () => {
  const times = { created: '2030-01-01T00:00:00.000Z', modified: '2030-01-01T00:00:00.000Z' };
  const odd = sco('process', 5, { command_line: 'x' });
  const values = [
    sco('domain-name', 1, { value: 'a.example' }),
    sco('file', 2, { name: 'a.exe', hashes: { MD5: md5 }, size: 5 }),
    sco('indicator', 3, {
      ...times,
      name: 'n',
      pattern: "[url:value = 'https://a.example']",
      pattern_type: 'stix',
      valid_from: times.created,
    }),
    sco('indicator', 4, {
      ...times,
      pattern: "[url:value LIKE 'a%'] FOLLOWEDBY [file:size > 5]",
      pattern_type: 'stix',
      valid_from: times.created,
    }),
    odd,
    sco('intrusion-set', 6, { ...times, name: 'Greylatch crew' }),
    sco('identity', 7, { ...times, name: 'Mara Placeholder', identity_class: 'individual' }),
  ];
  const [made, ...others] = writeMispEvents(values, rest);
  expect(others).toEqual([]);
  expect(made).toMatchObject({ uuid: rest.uuid, info: rest.info, date: '2030-05-13', published: false });
  expect(attributes(made).map(({ type, value, to_ids }) => [type, value, to_ids])).toEqual([
    ['domain', 'a.example', false],
    ['url', 'https://a.example', true],
    ['stix2-pattern', "[url:value LIKE 'a%'] FOLLOWEDBY [file:size > 5]", true],
    ['text', JSON.stringify(odd), false],
    ['text', JSON.stringify(values[6]), false],
  ]);
  expect(made?.['Object']).toMatchObject([
    {
      name: 'file',
      Attribute: [
        { type: 'md5', value: md5 },
        { type: 'filename', value: 'a.exe' },
        { type: 'size-in-bytes', value: '5' },
      ],
    },
  ]);
  expect(made?.Tag).toEqual([{ name: 'misp-galaxy:stix-2.1-intrusion-set="Greylatch crew"' }]);
  expect(
    valuesOf(made!)
      .filter((value) => JSON.stringify(value).includes('Mara'))
      .every(isPersonBearing),
  ).toBe(true);
});

test('an object of which MISP takes only a part is kept as text besides', () => {
  const file = sco('file', 1, { name: 'a', extensions: { 'pdf-ext': { version: '1' } } });
  const [made] = writeMispEvents([file], rest);
  expect(made?.['Object']).toMatchObject([{ Attribute: [{ value: 'a' }] }]);
  expect(attributes(made)).toMatchObject([{ type: 'text', value: JSON.stringify(file) }]);
});

test('what its author took back is text that says so, and nothing that is looked for', () => {
  const indicator = {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${uuid(5)}`,
    created: '2030-01-01T00:00:00.000Z',
    modified: '2030-01-02T00:00:00.000Z',
    pattern: "[domain-name:value = 'a.example']",
    pattern_type: 'stix',
    valid_from: '2030-01-01T00:00:00Z',
  };
  const actor = { ...indicator, type: 'threat-actor', id: `threat-actor--${uuid(6)}`, name: 'Quiet Heron' };
  const link = {
    ...indicator,
    type: 'relationship',
    id: `relationship--${uuid(7)}`,
    relationship_type: 'indicates',
    source_ref: indicator.id,
    target_ref: actor.id,
    revoked: true,
  };
  const [alive] = writeMispEvents([indicator, actor, link], rest);
  expect(attributes(alive).map(({ type, Tag }) => [type, Tag])).toEqual([
    ['text', undefined],
    ['domain', undefined],
  ]);
  const [revoked] = writeMispEvents([{ ...indicator, revoked: true }], rest);
  expect(attributes(revoked)).toMatchObject([
    { type: 'text', to_ids: false, value: expect.stringContaining('"revoked":true') },
  ]);
});

test('originals come back only where all that was made of them is there, unchanged', () => {
  const source = event({
    event_creator_email: 'jdoe@a.example',
    Attribute: [
      attribute('AS', '64496', { id: '7', ShadowAttribute: [{ value: 'proposed' }] }),
      attribute('domain', 'b.example', { uuid: uuid(2), id: '8' }),
      attribute('domain', 'gone.example', { uuid: uuid(3), deleted: true }),
    ],
  });
  const text = utf8(JSON.stringify({ Event: source }));
  const all = valuesOf(source);
  const idsOf = (values: StixValue[]) =>
    attributes(restoreMispEvents(writeMispEvents(values, rest), text, values)[0]).map(({ value, id }) => [value, id]);
  expect(idsOf(all)).toEqual([
    ['64496', '7'],
    ['b.example', '8'],
  ]);
  expect(idsOf(all.filter(({ type }) => type !== 'autonomous-system'))).toEqual([
    ['AS64496', undefined],
    ['b.example', '8'],
  ]);
  expect(idsOf(all.map((value) => (value.type === 'domain-name' ? { ...value, value: 'c.example' } : value)))).toEqual([
    ['64496', '7'],
    ['c.example', undefined],
  ]);
  const [made] = restoreMispEvents(writeMispEvents(all, rest), text, all);
  expect(made).toMatchObject({ uuid: EVENT, info: (source as unknown as Attribute)['info'] });
  expect(JSON.stringify(made)).not.toMatch(/jdoe|proposed|gone/);
});

test('any converted attributes, written and read again, are the same objects', () => {
  const text = fc
    .string({ minLength: 1, unit: fc.constantFrom('a', 'B', '.', "'", '\\', '%', ' ', '9', 'ж') })
    .filter((one) => one.trim() === one);
  const one = fc.record({
    type: fc.constantFrom(
      'domain',
      'filename',
      'url',
      'mutex',
      'email-subject',
      'user-agent',
      'text',
      'pdb',
      'yara',
      'campaign-name',
      'link',
      'regkey',
    ),
    value: text,
    to_ids: fc.boolean(),
    comment: fc.option(text, { nil: undefined }),
    Tag: fc
      .tuple(fc.constantFrom('tlp:red', 'tlp:white', 'y'), fc.array(fc.constantFrom('a:b="c"', 'x'), { maxLength: 2 }))
      .map(([label, others]) => [label, ...others].map((name) => ({ name }))),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (given) => {
      const Attribute = given.map((part, n) => ({ ...attribute(part.type, part.value), ...part, uuid: uuid(n) }));
      const facts = { date: '2016-08-29', threat_level_id: '2', analysis: '1' };
      const source = event({ ...facts, Attribute, Tag: [{ name: 'tlp:amber' }] });
      const before = valuesOf(source);
      const again = valuesOf(writeMispEvents(before, rest)[0]!);
      const digests = (values: StixValue[]) =>
        values
          .map(({ labels, object_marking_refs: refs, ...value }) =>
            contentDigest({
              ...value,
              labels: sorted(labels),
              refs: sorted(refs),
              ...(value.object_refs === undefined ? {} : { object_refs: sorted(value.object_refs) }),
            }),
          )
          .toSorted();
      expect(digests(again)).toEqual(digests(before));
    }),
    { numRuns: 200 },
  );
});

const sorted = (list: unknown): string[] => (Array.isArray(list) ? [...new Set(list.map(String))].toSorted() : []);
