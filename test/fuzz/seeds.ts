const uuid = '5a2f6f0e-2f5b-4c0f-8b8e-8a3f1d2c4b10';
const time = '2026-01-01T00:00:00.000Z';
const core = { spec_version: '2.1', created: time, modified: time };
const id = (type: string): string => `${type}--${uuid}`;
const sdo = (type: string, rest: object): Seed => ({ type, id: id(type), ...core, ...rest });
const sco = (type: string, rest: object): Seed => ({ type, spec_version: '2.1', id: id(type), ...rest });

export type Seed = Record<string, unknown>;

const campaign = id('campaign');
const about = { object_refs: [campaign] };
const pattern = "[ipv4-addr:value = '198.51.100.7']";

/** Valid objects of every type, richer than they must be: what mutation begins with. */
export const seeds: readonly Seed[] = [
  sdo('attack-pattern', { name: 'a', kill_chain_phases: [{ kill_chain_name: 'k', phase_name: 'p' }] }),
  sdo('campaign', { name: 'a', aliases: ['b'], first_seen: time, last_seen: time, labels: ['x'], lang: 'en' }),
  sdo('course-of-action', { name: 'a', external_references: [{ source_name: 's', external_id: '1' }] }),
  sdo('grouping', { context: 'unspecified', ...about }),
  sdo('identity', { name: 'a', identity_class: 'organization', sectors: ['energy'] }),
  sdo('incident', { name: 'a' }),
  sdo('indicator', { pattern, pattern_type: 'stix', valid_from: time, confidence: 50 }),
  sdo('infrastructure', { name: 'a', infrastructure_types: ['botnet'] }),
  sdo('intrusion-set', { name: 'a', goals: ['g'], resource_level: 'club' }),
  sdo('location', { latitude: 1.5, longitude: 2.5, precision: 10 }),
  sdo('malware', { is_family: true, name: 'a', malware_types: ['worm'] }),
  sdo('malware-analysis', { product: 'a', result: 'benign' }),
  sdo('note', { content: 'a', ...about }),
  sdo('observed-data', { first_observed: time, last_observed: time, number_observed: 1, object_refs: [id('url')] }),
  sdo('opinion', { opinion: 'agree', ...about }),
  sdo('report', { name: 'a', published: time, ...about, granular_markings: [{ lang: 'en', selectors: ['name'] }] }),
  sdo('threat-actor', { name: 'a', threat_actor_types: ['hacker'] }),
  sdo('tool', { name: 'a', object_marking_refs: ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9'] }),
  sdo('vulnerability', { name: 'a' }),
  sdo('relationship', { relationship_type: 'uses', source_ref: campaign, target_ref: id('tool') }),
  sdo('sighting', { sighting_of_ref: campaign, count: 3 }),
  sco('artifact', { payload_bin: 'AAAA', mime_type: 'text/plain' }),
  sco('autonomous-system', { number: 64_500 }),
  sco('directory', { path: '/tmp' }),
  sco('domain-name', { value: 'port.example' }),
  sco('email-addr', { value: 'desk@port.example' }),
  sco('email-message', { is_multipart: false, subject: 's' }),
  sco('file', {
    name: 'a',
    hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' },
    extensions: { 'ntfs-ext': { sid: '1' } },
  }),
  sco('ipv4-addr', { value: '192.0.2.1' }),
  sco('ipv6-addr', { value: '2001:db8::1' }),
  sco('mac-addr', { value: '00:00:5e:00:53:01' }),
  sco('mutex', { name: 'a' }),
  sco('network-traffic', { protocols: ['tcp'], src_ref: id('ipv4-addr'), src_port: 80 }),
  sco('process', { pid: 1, environment_variables: { A: 'b' } }),
  sco('software', { name: 'a', version: '1' }),
  sco('url', { value: 'https://port.example/' }),
  sco('user-account', { user_id: 'a' }),
  sco('windows-registry-key', {
    key: 'HKEY_LOCAL_MACHINE\\a',
    values: [{ name: 'n', data: 'd', data_type: 'REG_SZ' }],
  }),
  sco('x509-certificate', { issuer: 'a' }),
  sdo('language-content', { object_ref: campaign, contents: { de: { name: 'a' } } }),
  {
    type: 'marking-definition',
    id: id('marking-definition'),
    spec_version: '2.1',
    created: time,
    definition_type: 'statement',
    definition: { statement: 'a' },
  },
  sdo('extension-definition', {
    created_by_ref: id('identity'),
    name: 'a',
    schema: 'https://port.example/schema',
    version: '1.0.0',
    extension_types: ['new-sdo'],
  }),
];

export const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  '',
  'x',
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  'malware',
  id('malware'),
  `${id('x')}x`,
  '2026-13-01T00:00:00Z',
  '2026-01-01T00:00:00.000000000001Z',
  time,
  'en',
  '../',
  '\ud800',
  'x'.repeat(5_000),
  { __proto__x: 1 },
  { constructor: 1 },
  { toString: 'x' },
  { 'a/b~c': [{ '': 0 }] },
  Array.from({ length: 500 }, () => 'a'),
];
