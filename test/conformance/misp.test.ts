import { contentDigest, readBundle, readMispEvent, type StixValue } from '@tamga/stix';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { corpusTest } from './corpora.ts';

const utf8 = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

/** What an object is compared under. Upstream makes new identifiers for relationships on every run; their ends and type say which is which. */
function keyOf(value: StixValue): string {
  return value.type === 'relationship'
    ? [value.source_ref, value.relationship_type, value.target_ref].join(' ')
    : String(value.id);
}

interface Comparison {
  /** Expected objects that were not made. */
  missing: string[];
  /** Expected properties, and those of them that are equal. */
  properties: number;
  equal: number;
  /** `type.property` of each one that differs. */
  differing: string[];
  /** Properties that were made beside the expected ones. */
  beside: string[];
}

/** Compares property by property. Properties beside the expected ones do not count: the mapping drops what we keep. */
function compare(expected: readonly StixValue[], made: readonly StixValue[]): Comparison {
  const byKey = new Map(made.map((value) => [keyOf(value), value]));
  const theirs = new Map(expected.map((value) => [value.id, byKey.get(keyOf(value))?.id ?? value.id]));
  const result: Comparison = { missing: [], properties: 0, equal: 0, differing: [], beside: [] };
  for (const value of expected) {
    const ours = byKey.get(keyOf(value));
    if (ours === undefined || ours.type !== value.type) result.missing.push(keyOf(value));
    for (const [name, wanted] of Object.entries(value)) {
      if (name === 'id' && value.type === 'relationship') continue;
      const translated = name === 'object_refs' ? (wanted as string[]).map((id) => theirs.get(id) ?? id) : wanted;
      result.properties++;
      if (ours !== undefined && contentDigest(ours[name] ?? null) === contentDigest(translated)) result.equal++;
      else result.differing.push(`${String(value.type)}.${name}`);
    }
    for (const name of Object.keys(ours ?? {}))
      if (!(name in value)) result.beside.push(`${String(value.type)}.${name}`);
  }
  return result;
}

describe('public MISP events', () => {
  corpusTest(
    'misp/events',
    'every object of the expected conversion is made, and all properties but two are equal',
    (path) => {
      let [properties, equal] = [0, 0];
      const differing: string[] = [];
      const files = readdirSync(path).filter((file) => existsSync(join(path, '../events-stix21', file)));
      expect(files).toHaveLength(6);
      for (const file of files) {
        const expected = (readJson(path, '../events-stix21', file) as { objects: StixValue[] }).objects;
        const made = readMispEvent(readFileSync(join(path, file)));
        const found = compare(
          expected,
          made.objects.map(({ value }) => value),
        );
        expect([file, made.refused, found.missing]).toEqual([file, [], []]);
        for (const name of found.beside) expect(name).toMatch(/\.x_misp_\w+$/);
        properties += found.properties;
        equal += found.equal;
        differing.push(...found.differing.map((name) => `${file} ${name}`));
      }
      expect([equal, properties]).toEqual([20_351, 20_353]);
      // Upstream drops references between objects it has no form for, and all but one of the clusters that share a UUID.
      expect(differing).toEqual(['samsam-2018.json report.object_refs', 'sednit-2017.json grouping.object_refs']);
    },
  );

  corpusTest('misp/events', 'the two reports that differ refer to all that is expected, and to more', (path) => {
    for (const [file, more] of [
      ['samsam-2018.json', 10],
      ['sednit-2017.json', 10],
    ] as const) {
      const expected = (readJson(path, '../events-stix21', file) as { objects: StixValue[] }).objects;
      const made = readMispEvent(readFileSync(join(path, file))).objects.map(({ value }) => value);
      const refs = (values: readonly StixValue[]) => {
        const byId = new Map(values.map((value) => [value.id, keyOf(value)]));
        const report = values.find(({ type }) => type === 'report' || type === 'grouping');
        const ids = (report?.object_refs ?? []) as string[];
        return new Set(ids.map((id) => byId.get(id) ?? id));
      };
      expect(refs(expected).isSubsetOf(refs(made))).toBe(true);
      expect(refs(made).size - refs(expected).size).toBe(more);
    }
  });

  corpusTest(
    'misp/events',
    'every event, the inconvertible one too, loses no value and is read again as a bundle',
    (path) => {
      for (const file of readdirSync(path)) {
        const bytes = readFileSync(join(path, file));
        const { objects, refused } = readMispEvent(bytes);
        expect([file, refused]).toEqual([file, []]);
        const text = `{"type":"bundle","id":"bundle--57c4445b-c548-4654-af0b-4be3950d210f","objects":[${objects.map((made) => made.text).join(',')}]}`;
        expect([file, readBundle(new TextEncoder().encode(text)).refused]).toEqual([file, []]);

        const held = new Set<string>();
        const collect = (value: unknown): void => {
          if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
          else held.add(String(value));
        };
        for (const { value } of objects) collect(value);
        const { Event } = readJson(path, file) as {
          Event: { Attribute?: MispAttribute[]; Object?: { Attribute: MispAttribute[] }[] };
        };
        const attributes = [...(Event.Attribute ?? []), ...(Event.Object ?? []).flatMap((object) => object.Attribute)];
        expect(attributes.length).toBeGreaterThan(0);
        for (const { type, value, comment } of attributes) {
          const parts = type.includes('|') && !held.has(value) ? value.split('|') : [value];
          for (const part of [...parts, ...(comment ? [comment] : [])]) {
            expect([file, type, part, held.has(part) || held.has(`[${part}]`)]).toEqual([file, type, part, true]);
          }
        }
      }
    },
  );

  corpusTest('misp/events', 'the same bytes give the same objects', (path) => {
    for (const file of readdirSync(path)) {
      const bytes = readFileSync(join(path, file));
      expect(readMispEvent(bytes)).toEqual(readMispEvent(bytes));
    }
  });
});

describe('collections of events', () => {
  corpusTest('misp/tests', 'are converted as upstream converts them', (path) => {
    for (const n of [1, 2]) {
      const { objects: expected } = readJson(path, `test_event${n}_stix21.json`) as { objects: StixValue[] };
      const { objects, refused } = readMispEvent(readFileSync(join(path, `test_events_collection_${n}.json`)));
      const found = compare(
        expected,
        objects.map(({ value }) => value),
      );
      expect([n, refused, found.missing, found.differing, found.beside.length]).toEqual([n, [], [], [], 4]);
    }
  });
});

interface MispAttribute {
  type: string;
  value: string;
  comment?: string;
}

interface Pair {
  MISP: StixValue | StixValue[];
  STIX?: StixValue | StixValue[];
}

const asList = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Converts the MISP half of each documented pair and compares it with the STIX half. */
function comparePairs(path: string, file: string, member: string, wanted: (name: string) => boolean) {
  const pairs = Object.entries(readJson(path, file) as Record<string, Pair>).filter(([name]) => wanted(name));
  const differing: Record<string, string[]> = {};
  let [properties, equal] = [0, 0];
  for (const [name, { MISP, STIX }] of pairs) {
    const expected = asList(STIX ?? []);
    const pattern = expected.find(({ type }) => type === 'indicator')?.pattern;
    const parts = asList(MISP).map((part) => withDetection(part, typeof pattern === 'string' ? pattern : ''));
    const event = {
      uuid: 'e2e6a6ea-f69b-4d93-8564-f51d67cafe51',
      info: name,
      timestamp: '1603642920',
      Orgc: { name: 'MISP-Project', uuid: 'a0c22599-9e58-4da4-96ac-7051603fa951' },
      [member]: parts,
    };
    const found = compare(
      expected,
      readMispEvent(utf8({ Event: event })).objects.map(({ value }) => value),
    );
    properties += found.properties;
    equal += found.equal;
    if (found.differing.length > 0) differing[name] = found.differing;
  }
  return { pairs: pairs.length, share: `${equal}/${properties}`, differing };
}

/** The documentation leaves out which values are meant for detection: those that the pattern names. */
function withDetection(part: StixValue, pattern: string): StixValue {
  const named = (value: unknown) => pattern.includes(String(value).replaceAll('\\', '\\\\').slice(0, 60));
  if (!Array.isArray(part.Attribute)) return { ...part, to_ids: pattern !== '' };
  const attributes = part.Attribute as StixValue[];
  return {
    ...part,
    Attribute: attributes.map((one) => ({ ...one, to_ids: one.to_ids ?? (pattern !== '' && named(one.value)) })),
  };
}

describe('the documented mapping', () => {
  corpusTest(
    'misp/mapping',
    'all attribute types, but for the hashes that upstream calls by the name of another function',
    (path) => {
      const { pairs, differing, share } = comparePairs(path, 'misp_attributes_to_stix21.json', 'Attribute', () => true);
      expect([pairs, share]).toEqual([80, '2638/2646']);
      const renamed = ['file.hashes', 'indicator.pattern'];
      expect(differing).toEqual({
        'filename|sha512/224': renamed,
        'filename|sha512/256': renamed,
        'sha512/224': renamed,
        'sha512/256': renamed,
      });
    },
  );

  corpusTest('misp/mapping', 'all galaxies', (path) => {
    const { pairs, differing, share } = comparePairs(path, 'misp_galaxies_to_stix21.json', 'Galaxy', () => true);
    expect([pairs, share, differing]).toEqual([27, '296/296', {}]);
  });

  corpusTest('misp/mapping', 'the object templates that have a form here', (path) => {
    const templates = [
      'asn',
      'domain-ip',
      'domain-ip with the perfect domain & ip matching',
      'file',
      'ip-port',
      'mutex',
      'url',
      'vulnerability',
    ];
    const { pairs, differing, share } = comparePairs(path, 'misp_objects_to_stix21.json', 'Object', (name) =>
      templates.includes(name),
    );
    expect([pairs, share]).toEqual([templates.length, '307/309']);
    // The pair was written for another version: no converted event has such labels.
    expect(differing).toEqual({
      'domain-ip with the perfect domain & ip matching': ['observed-data.labels', 'indicator.labels'],
    });
  });

  corpusTest('misp/mapping', 'every other object template is kept whole', (path) => {
    const pairs = Object.entries(readJson(path, 'misp_objects_to_stix21.json') as Record<string, Pair>);
    for (const [name, { MISP }] of pairs) {
      const event = {
        uuid: 'e2e6a6ea-f69b-4d93-8564-f51d67cafe51',
        info: name,
        timestamp: '1603642920',
        Object: asList(MISP),
      };
      const { objects, refused } = readMispEvent(utf8({ Event: event }));
      expect([name, refused]).toEqual([name, []]);
      const text = JSON.stringify(objects.map(({ value }) => value));
      for (const object of asList(MISP)) {
        for (const { value, type } of object.Attribute as MispAttribute[]) {
          if (type === 'datetime' || type === 'malware-sample') continue;
          expect([name, value, text.includes(JSON.stringify(value).slice(1, -1))]).toEqual([name, value, true]);
        }
      }
    }
  });
});
