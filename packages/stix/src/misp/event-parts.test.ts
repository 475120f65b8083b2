import { describe, expect, test } from 'vitest';
import { attribute, codes, one, read, uuid } from './made-up.ts';

describe('tags', () => {
  test('TLP becomes a predefined marking on what is tagged, everything else a label', () => {
    const { objects } = read({
      Tag: [{ name: 'tlp:amber' }, { name: 'type:OSINT' }],
      Attribute: [
        attribute('domain', 'a.example', {
          Tag: [{ name: 'TLP:RED' }, { name: 'misp:confidence-level="usually-confident"' }],
        }),
      ],
    });
    const by = Object.fromEntries(objects.map(({ value }) => [String(value.type), value]));
    const red = 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed';
    expect(by.grouping?.object_marking_refs).toEqual(['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82']);
    expect(by.grouping?.labels).toContain('type:OSINT');
    for (const type of ['indicator', 'observed-data']) {
      expect(by[type]).toMatchObject({ object_marking_refs: [red], confidence: 75 });
    }
    expect(objects.filter(({ value }) => value.type === 'marking-definition')).toHaveLength(2);
  });
});

describe('galaxies', () => {
  const cluster = (value: string, n: number, more: object = {}) => ({
    uuid: uuid(n),
    type: 'threat-actor',
    value,
    meta: {},
    ...more,
  });
  const galaxy = (type: string, ...clusters: object[]) => ({
    type,
    name: 'Some',
    description: 'D',
    GalaxyCluster: clusters,
  });

  test('known ones become objects of their type, with what their meta data say', () => {
    const meta = { synonyms: ['A', 'B'], refs: ['https://a.example'], country: ['XA'], 'odd key': 1 };
    expect(one({ Galaxy: [galaxy('threat-actor', cluster('A', 5, { meta }))] })['threat-actor']).toMatchObject({
      id: `threat-actor--${uuid(5)}`,
      name: 'A',
      aliases: ['B'],
      external_references: [{ source_name: 'url', url: 'https://a.example' }],
      x_misp_country: ['XA'],
      x_misp_odd_key: 1,
    });
  });

  test('clusters that share one UUID are all kept', () => {
    const found = read({ Galaxy: [galaxy('tool', cluster('A', 5), cluster('B', 5))] });
    expect(found.objects.filter(({ value }) => value.type === 'tool').map(({ value }) => value.name)).toEqual([
      'A',
      'B',
    ]);
    expect(codes(found.warnings)).toEqual(['/Event/Galaxy/0/GalaxyCluster/1 shared-id']);
  });

  test('one cluster on many attributes is one object, related to each', () => {
    const tagged = [1, 2].map((n) =>
      attribute('domain', `${n}.example`, {
        uuid: uuid(n),
        timestamp: `${1472480448 + n}`,
        Galaxy: [galaxy('threat-actor', cluster('A', 5))],
      }),
    );
    const { objects, refused } = read({ Attribute: tagged });
    expect(refused).toEqual([]);
    expect(objects.filter(({ value }) => value.type === 'threat-actor')).toHaveLength(1);
    expect(
      objects
        .filter(({ value }) => value.target_ref === `threat-actor--${uuid(5)}`)
        .map(({ value }) => value.source_ref),
    ).toEqual([`observed-data--${uuid(1)}`, `observed-data--${uuid(2)}`]);
  });
});

describe('objects', () => {
  const part = (relation: string, value: string, n: number, more: object = {}) => ({
    ...attribute('text', value, { uuid: uuid(n) }),
    object_relation: relation,
    ...more,
  });
  const object = (name: string, attributes: object[], more: object = {}) => ({
    uuid: uuid(100),
    name,
    'meta-category': 'misc',
    timestamp: '1472480448',
    Attribute: attributes,
    ...more,
  });

  test('a file keeps what does not fit as properties of its own', () => {
    const found = one({
      Object: [object('file', [part('filename', 'a.exe', 1), part('md5', 'broken', 2), part('entropy', '5.1', 3)])],
    });
    expect(found.file).toMatchObject({ name: 'a.exe', x_misp_md5: 'broken', x_misp_entropy: '5.1' });
    expect(found.indicator?.pattern).toBe("[file:name = 'a.exe' AND file:x_misp_entropy = '5.1']");
  });

  test('one that lacks what STIX requires is kept whole', () => {
    const found = read({
      Object: [
        object('file', [part('state', 'Malicious', 1)]),
        object('ip-port', [part('dst-port', '1', 2)], { uuid: uuid(101) }),
      ],
    });
    expect(
      found.objects.filter(({ value }) => value.type === 'x-misp-object').map(({ value }) => value.x_misp_name),
    ).toEqual(['file', 'ip-port']);
    expect(codes(found.warnings)).toEqual(['/Event/Object/0 bad-value', '/Event/Object/1 bad-value']);
  });

  test('references between them are relationships, also to an attribute inside another', () => {
    const refers = {
      ObjectReference: [
        { uuid: uuid(50), referenced_uuid: uuid(1), relationship_type: 'included-in', timestamp: '1472480449' },
      ],
    };
    const found = read({
      Object: [
        object('pe', [part('x', 'y', 1)]),
        object('pe-section', [part('x', 'y', 2)], { uuid: uuid(101), ...refers }),
      ],
    });
    expect(found.objects.find(({ value }) => value.type === 'relationship')?.value).toMatchObject({
      id: `relationship--${uuid(50)}`,
      relationship_type: 'included-in',
      source_ref: `x-misp-object--${uuid(101)}`,
      target_ref: `x-misp-object--${uuid(100)}`,
    });
  });

  test('a reference to nothing in the event is named', () => {
    const found = read({
      Object: [object('pe', [part('x', 'y', 1)], { ObjectReference: [{ uuid: uuid(50), referenced_uuid: uuid(77) }] })],
    });
    expect(codes(found.warnings)).toContain('/Event/Object/0/ObjectReference/0 unresolved-reference');
  });
});
