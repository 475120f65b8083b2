import { readFileSync } from 'node:fs';
import { scanElements } from '@tamga/json';
import { corpusFile } from './measure.ts';

export const megabyte = 1_000_000;

/** The objects that a large bundle is made of, as source texts. */
function attackObjects(): string[] | null {
  const file = corpusFile('stix-examples/ics-attack/ics-attack-17.1.json');
  if (file === null) return null;
  const bytes = readFileSync(file);
  const limits = { maxBytes: 1 << 28, maxDepth: 64, maxValues: 1e8 };
  const { elements } = scanElements(bytes, 'objects', limits);
  return (elements ?? []).map(({ start, end }) => bytes.subarray(start, end).toString());
}

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Small objects with short members: what costs a scanner most by the byte, in several scripts. */
const smallObjects = (): string[] =>
  Array.from({ length: 3_000 }, (_, n) =>
    JSON.stringify(
      n % 3 === 0
        ? { type: 'ipv4-addr', spec_version: '2.1', id: `ipv4-addr--${uuid(n)}`, value: `198.51.100.${n % 256}` }
        : {
            type: 'indicator',
            spec_version: '2.1',
            id: `indicator--${uuid(n)}`,
            created: '2030-01-01T00:00:00.000Z',
            modified: '2030-01-01T00:00:00.000Z',
            name: n % 2 === 0 ? `Лунная тропа ${n}` : `Tool ${n} "port"`,
            indicator_types: ['malicious-activity'],
            pattern: `[url:value = 'https://port${n}.example/a']`,
            pattern_type: 'stix',
            valid_from: '2030-01-01T00:00:00Z',
            confidence: n % 101,
          },
    ),
  );

/** A bundle of about so many bytes, the objects one after the other and from the first again. */
function fill(objects: readonly string[], size: number): Buffer {
  const parts: string[] = [];
  let left = size;
  for (let n = 0; left > 0; n++) {
    const object = objects[n % objects.length] ?? '{}';
    parts.push(object);
    left -= Buffer.byteLength(object) + 1;
  }
  return Buffer.from(`{"type":"bundle","id":"bundle--${uuid(1)}","objects":[${parts.join(',')}]}`);
}

export type Large = { what: string; make: () => Buffer };

/** What is measured. ATT&CK is third-party data that lies beside the repository, or not. */
export function largeBundles(size = 50 * megabyte): Large[] {
  const attack = attackObjects();
  const of = (what: string, objects: readonly string[]): Large => ({ what, make: () => fill(objects, size) });
  return [
    ...(attack === null ? [] : [of('objects of ATT&CK ICS', attack)]),
    of('small made-up objects', smallObjects()),
  ];
}
