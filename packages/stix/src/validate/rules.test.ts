import { describe, expect, test } from 'vitest';
import { validateObject } from '../index.ts';
import { idOf, LEAST } from './made-up.ts';
import { RELATIONSHIPS } from './tables/relationship-types.ts';
import type { StixType } from './types.ts';

type Changes = Readonly<Record<string, unknown>>;
const change = (type: StixType, changes: Changes) => validateObject({ ...LEAST[type], ...changes });

/** Laws of the specification that are broken by one change: the type, the change, the error it makes, the clause. */
const BROKEN: readonly [StixType, Changes, string, string][] = [
  // Common properties.
  ['campaign', { spec_version: '2.2' }, 'enum /spec_version', '3.2'],
  ['campaign', { id: 'campaign--1' }, 'identifier /id', '2.9'],
  ['campaign', { id: idOf('tool') }, 'identifier /id', '2.9'],
  ['campaign', { created: '2026-01-01T00:00:00.00Z' }, 'timestamp /created', '3.2'],
  ['campaign', { modified: '2025-12-31T23:59:59.999Z' }, 'order /modified', '4.2.1'],
  ['campaign', { revoked: 'no' }, 'wrong-type /revoked', '2.2'],
  ['campaign', { confidence: 101 }, 'range /confidence', '3.2'],
  ['campaign', { confidence: 1.5 }, 'wrong-type /confidence', '2.10'],
  ['campaign', { lang: 'english' }, 'format /lang', '3.2'],
  ['campaign', { object_marking_refs: [idOf('tool')] }, 'reference-type /object_marking_refs/0', '3.2'],
  ['campaign', { defanged: true }, 'not-applicable /defanged', '3.2'],
  ['campaign', { phone_number: '1' }, 'reserved /phone_number', '3.8'],
  ['campaign', { xy: 1 }, 'property-name /xy', '11.1.1'],
  ['campaign', { Xyz: 1 }, 'property-name /Xyz', '11.1.1'],
  ['campaign', { x_a_hex: 'AB' }, 'format /x_a_hex', '2.8'],
  ['campaign', { x_a_bin: 'A' }, 'format /x_a_bin', '2.1'],
  ['campaign', { external_references: [{ source_name: 'a' }] }, 'combination /external_references/0', '2.5'],
  [
    'vulnerability',
    { external_references: [{ source_name: 'cve', external_id: 'CVE-1' }] },
    'external-reference /external_references/0',
    '2.5',
  ],
  [
    'vulnerability',
    { external_references: [{ source_name: 'nvd', external_id: 'CVE-2026-0001' }] },
    'external-reference /external_references/0',
    '2.5',
  ],
  [
    'campaign',
    { external_references: [{ source_name: 'a', url: 'https://a.example', hashes: { sha: 'a' } }] },
    'hash /external_references/0/hashes/sha',
    '2.5.1',
  ],
  // Domain objects.
  ['campaign', { first_seen: '2026-01-02T00:00:00Z', last_seen: '2026-01-01T00:00:00Z' }, 'order /last_seen', '4.2.1'],
  ['indicator', { valid_until: '2026-01-01T00:00:00Z' }, 'order /valid_until', '4.7.1'],
  ['location', { region: undefined }, 'combination ', '4.10.1'],
  ['location', { latitude: 1 }, 'combination ', '4.10.1'],
  ['location', { latitude: 91, longitude: 1 }, 'range /latitude', '4.10.1'],
  ['location', { precision: 1 }, 'combination ', '4.10.1'],
  ['malware', { is_family: true }, 'combination ', '4.11.1'],
  ['malware', { sample_refs: [idOf('url')] }, 'reference-type /sample_refs/0', '4.11.1'],
  ['malware-analysis', { result: undefined }, 'combination ', '4.12.1'],
  ['observed-data', { number_observed: 0 }, 'range /number_observed', '4.14.1'],
  ['observed-data', { object_refs: [idOf('campaign')] }, 'reference-type /object_refs/0', '4.14.1'],
  ['observed-data', { object_refs: [idOf('relationship')] }, 'combination ', '4.14.1'],
  ['observed-data', { object_refs: undefined }, 'combination ', '4.14.1'],
  ['opinion', { opinion: 'maybe' }, 'enum /opinion', '10.18'],
  // Relationships.
  ['relationship', { relationship_type: 'Uses' }, 'format /relationship_type', '5.1.2'],
  ['relationship', { source_ref: idOf('sighting') }, 'reference-type /source_ref', '5.1.2'],
  [
    'relationship',
    { start_time: '2026-01-01T00:00:00Z', stop_time: '2026-01-01T00:00:00Z' },
    'order /stop_time',
    '5.1.2',
  ],
  ['sighting', { count: 1e9 }, 'range /count', '5.2.1'],
  ['sighting', { sighting_of_ref: idOf('url') }, 'reference-type /sighting_of_ref', '5.2.1'],
  ['sighting', { where_sighted_refs: [idOf('tool')] }, 'reference-type /where_sighted_refs/0', '5.2.1'],
  // Observables.
  ['artifact', { url: 'https://a.example' }, 'combination ', '6.1.1'],
  ['artifact', { decryption_key: 'a' }, 'combination ', '6.1.1'],
  ['artifact', { mime_type: 'a/b' }, 'format /mime_type', '6.1.1'],
  ['directory', { path_enc: 'latin' }, 'format /path_enc', '6.3.1'],
  ['email-message', { is_multipart: true, body: 'a' }, 'combination ', '6.6.1'],
  ['email-message', { body_multipart: [{ body: 'a' }] }, 'combination ', '6.6.1'],
  [
    'email-message',
    { additional_header_fields: { subject: ['a'] } },
    'dictionary-key /additional_header_fields/subject',
    '6.6.1',
  ],
  ['file', { hashes: { MD5: 'a' } }, 'hash /hashes/MD5', '2.7'],
  ['file', { hashes: { a: 'a' } }, 'dictionary-key /hashes/a', '2.7'],
  ['file', { size: -1 }, 'range /size', '6.7.1'],
  ['file', { name: undefined }, 'combination ', '6.7.1'],
  ['file', { extensions: { 'ntfs-ext': {} } }, 'combination /extensions/ntfs-ext', '6.7.3'],
  ['file', { extensions: { 'pdf-ext': { is_optimized: 1 } } }, 'wrong-type /extensions/pdf-ext/is_optimized', '2.2'],
  [
    'file',
    { extensions: { 'windows-pebinary-ext': { pe_type: 'exe', optional_header: { x_y: 1 } } } },
    'property-name /extensions/windows-pebinary-ext/optional_header/x_y',
    '6.7.6',
  ],
  ['network-traffic', { src_port: 65_536 }, 'range /src_port', '6.12.1'],
  ['network-traffic', { src_ref: idOf('file') }, 'reference-type /src_ref', '6.12.1'],
  ['network-traffic', { is_active: true, end: '2026-01-01T00:00:00Z' }, 'combination ', '6.12.1'],
  [
    'network-traffic',
    { extensions: { 'socket-ext': { address_family: 'INET' } } },
    'enum /extensions/socket-ext/address_family',
    '10.16',
  ],
  ['process', { pid: undefined }, 'combination ', '6.13.1'],
  ['process', { id: 'process--ff1e0780-358c-5808-a8c7-d0fca4ef6ef4' }, 'uuid-version /id', '2.9'],
  [
    'process',
    { extensions: { 'windows-service-ext': { start_type: 'AUTO' } } },
    'enum /extensions/windows-service-ext/start_type',
    '10.30',
  ],
  ['user-account', { user_id: undefined }, 'combination ', '6.16.1'],
  ['windows-registry-key', { key: 'HKLM\\a' }, 'format /key', '6.17.1'],
  ['windows-registry-key', { values: [{ data_type: 'SZ' }] }, 'enum /values/0/data_type', '10.29'],
  ['x509-certificate', { x509_v3_extensions: {} }, 'combination /x509_v3_extensions', '6.18.2'],
  // Meta objects.
  ['language-content', { object_ref: idOf('bundle') }, 'reference-type /object_ref', '7.1.1'],
  ['language-content', { contents: { deutsch: { name: 'a' } } }, 'format /contents/deutsch', '7.1.1'],
  ['language-content', { contents: { de: 'a' } }, 'wrong-type /contents/de', '7.1.1'],
  ['marking-definition', { definition: { text: 'a' } }, 'marking ', '7.2.1.3'],
  ['marking-definition', { definition: undefined }, 'combination ', '7.2.1'],
  ['marking-definition', { definition_type: 'tlp', definition: { tlp: 'red' } }, 'marking ', '7.2.1.4'],
  ['marking-definition', { object_marking_refs: [idOf('marking-definition')] }, 'marking ', '3.2'],
  ['extension-definition', { extension_types: ['other'] }, 'enum /extension_types/0', '10.5'],
  ['extension-definition', { extension_properties: ['abc'] }, 'combination ', '7.3.1'],
];

/** Advice that is not followed: the type, the change, the warning. */
const UNWISE: readonly [StixType, Changes, string][] = [
  ['campaign', { id: 'campaign--ff1e0780-358c-5808-a8c7-d0fca4ef6ef4' }, 'uuid-check /id'],
  ['file', {}, 'uuid-check /id'],
  ['campaign', { x_port_rank: 1 }, 'extensions-use /x_port_rank'],
  [
    'campaign',
    { external_references: [{ source_name: 'a', url: 'https://a.example' }] },
    'extref-hashes /external_references/0',
  ],
  ['identity', { identity_class: 'Group of people' }, 'identity-class /identity_class'],
  ['identity', { identity_class: 'Group of people' }, 'open-vocab-format /identity_class'],
  ['indicator', {}, 'indicator-properties '],
  ['location', { country: 'xx' }, 'countries '],
  ['malware-analysis', { product: 'A b' }, 'malware-analysis-product '],
  [
    'tool',
    { kill_chain_phases: [{ kill_chain_name: 'a', phase_name: 'A b' }] },
    'kill-chain-names /kill_chain_phases/0',
  ],
  ['relationship', { relationship_type: 'mitigates' }, 'relationship-types /relationship_type'],
  [
    'relationship',
    { relationship_type: 'mitigates', source_ref: idOf('course-of-action'), target_ref: idOf('report') },
    'relationship-types /relationship_type',
  ],
  [
    'relationship',
    { relationship_type: 'uses', source_ref: idOf('x-port-berth') },
    'relationship-types /relationship_type',
  ],
  ['file', { hashes: { WHIRLPOOL: 'a' } }, 'hash-algo /hashes/WHIRLPOOL'],
  ['file', { mime_type: 'a' }, 'mime-type '],
  ['network-traffic', {}, 'network-traffic-ports '],
  ['network-traffic', { protocols: ['a_b'] }, 'protocols '],
  [
    'network-traffic',
    {
      extensions: { 'http-request-ext': { request_method: 'get', request_value: '/', request_header: { Foo: ['a'] } } },
    },
    'http-request-headers /extensions/http-request-ext/request_header/Foo',
  ],
  [
    'process',
    { extensions: { 'windows-process-ext': { priority: 'HIGH' } } },
    'windows-process-priority-format /extensions/windows-process-ext',
  ],
  ['extension-definition', {}, 'extension-description '],
  ['marking-definition', { definition_type: 'other' }, 'extensions-use '],
  ['file', { x_port_words: { Berth: 1 } }, 'observable-dictionary-keys /x_port_words/Berth'],
];

describe('what a MUST forbids', () => {
  test.each(BROKEN)('%s %j: %s', (type, changes, finding, clause) => {
    const { errors } = change(type, changes);
    expect(errors.map((one) => [`${one.code} ${one.path}`, one.clause])).toContainEqual([
      finding,
      `STIX 2.1 §${clause}`,
    ]);
  });
});

describe('what a SHOULD advises against', () => {
  test.each(UNWISE)('%s %j: %s', (type, changes, finding) => {
    const { errors, warnings } = change(type, changes);
    expect(errors).toEqual([]);
    expect(warnings.map(({ code, path }) => `${code} ${path}`)).toContain(finding);
  });
});

describe('the table of relationships', () => {
  const pairs = [...RELATIONSHIPS].flatMap(([source, types]) =>
    [...types].flatMap(([type, targets]) => [...targets].map((target) => [source, type, target] as const)),
  );

  test('names types that exist, and lets each of its relationships pass', () => {
    expect(pairs.length).toBeGreaterThan(100);
    for (const [source, type, target] of pairs) {
      const changes = { relationship_type: type, source_ref: idOf(source), target_ref: idOf(target) };
      expect([source, type, target, source in LEAST, target in LEAST]).toEqual([source, type, target, true, true]);
      expect([changes, change('relationship', changes).warnings]).toEqual([changes, []]);
    }
  });

  test('does not speak of what is derived, a duplicate or related', () => {
    for (const relationship_type of ['derived-from', 'duplicate-of', 'related-to']) {
      expect(change('relationship', { relationship_type, source_ref: idOf('report') }).warnings).toEqual([]);
    }
  });
});
