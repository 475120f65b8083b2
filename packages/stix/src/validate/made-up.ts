import type { AnyStix, StixType } from './types.ts';

const UUID = '5a2f6f0e-2f5b-4c0f-8b8e-8a3f1d2c4b10';
const core = {
  spec_version: '2.1',
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-02T00:00:00.000Z',
} as const;
const id = <T extends string>(type: T): { readonly type: T; readonly id: string } => ({ type, id: `${type}--${UUID}` });

/** Identifiers for references in made-up objects. */
export const idOf = (type: string): string => `${type}--${UUID}`;

const time = '2026-01-01T00:00:00Z';
const campaign = idOf('campaign');

/** Of every type the object with the least that it may have. That this compiles is the test that types and tables agree. */
export const LEAST: { readonly [T in StixType]: Extract<AnyStix, { readonly type: T }> } = {
  'attack-pattern': { ...id('attack-pattern'), ...core, name: 'a' },
  campaign: { ...id('campaign'), ...core, name: 'a' },
  'course-of-action': { ...id('course-of-action'), ...core, name: 'a' },
  grouping: { ...id('grouping'), ...core, context: 'unspecified', object_refs: [campaign] },
  identity: { ...id('identity'), ...core, name: 'a' },
  incident: { ...id('incident'), ...core, name: 'a' },
  indicator: { ...id('indicator'), ...core, pattern: 'a', pattern_type: 'yara', valid_from: time },
  infrastructure: { ...id('infrastructure'), ...core, name: 'a' },
  'intrusion-set': { ...id('intrusion-set'), ...core, name: 'a' },
  location: { ...id('location'), ...core, region: 'western-europe' },
  malware: { ...id('malware'), ...core, is_family: false },
  'malware-analysis': { ...id('malware-analysis'), ...core, product: 'a', result: 'benign' },
  note: { ...id('note'), ...core, content: 'a', object_refs: [campaign] },
  'observed-data': {
    ...id('observed-data'),
    ...core,
    first_observed: time,
    last_observed: time,
    number_observed: 1,
    object_refs: [idOf('url')],
  },
  opinion: { ...id('opinion'), ...core, opinion: 'agree', object_refs: [campaign] },
  report: { ...id('report'), ...core, name: 'a', published: time, object_refs: [campaign] },
  'threat-actor': { ...id('threat-actor'), ...core, name: 'a' },
  tool: { ...id('tool'), ...core, name: 'a' },
  vulnerability: { ...id('vulnerability'), ...core, name: 'a' },
  relationship: {
    ...id('relationship'),
    ...core,
    relationship_type: 'uses',
    source_ref: campaign,
    target_ref: idOf('tool'),
  },
  sighting: { ...id('sighting'), ...core, sighting_of_ref: campaign },
  artifact: { ...id('artifact'), payload_bin: 'AAAA' },
  'autonomous-system': { ...id('autonomous-system'), number: 64_500 },
  directory: { ...id('directory'), path: '/tmp' },
  'domain-name': { ...id('domain-name'), value: 'port.example' },
  'email-addr': { ...id('email-addr'), value: 'desk@port.example' },
  'email-message': { ...id('email-message'), is_multipart: false },
  file: { ...id('file'), name: 'a' },
  'ipv4-addr': { ...id('ipv4-addr'), value: '192.0.2.1' },
  'ipv6-addr': { ...id('ipv6-addr'), value: '2001:db8::1' },
  'mac-addr': { ...id('mac-addr'), value: '00:00:5e:00:53:01' },
  mutex: { ...id('mutex'), name: 'a' },
  'network-traffic': { ...id('network-traffic'), protocols: ['tcp'], src_ref: idOf('ipv4-addr') },
  process: { ...id('process'), pid: 1 },
  software: { ...id('software'), name: 'a' },
  url: { ...id('url'), value: 'https://port.example/' },
  'user-account': { ...id('user-account'), user_id: 'a' },
  'windows-registry-key': { ...id('windows-registry-key'), key: 'HKEY_LOCAL_MACHINE\\a' },
  'x509-certificate': { ...id('x509-certificate'), issuer: 'a' },
  'language-content': { ...id('language-content'), ...core, object_ref: campaign, contents: { de: { name: 'a' } } },
  'marking-definition': {
    ...id('marking-definition'),
    spec_version: '2.1',
    created: time,
    definition_type: 'statement',
    definition: { statement: 'a' },
  },
  'extension-definition': {
    ...id('extension-definition'),
    ...core,
    created_by_ref: idOf('identity'),
    name: 'a',
    schema: 'a',
    version: '1.0.0',
    extension_types: ['new-sdo'],
  },
};
