import { HASHES } from '../misp/hashes.ts';

/** Paths whose values make an attribute's value, with bars between them; several ways where producers write differently. */
type Ways = readonly (readonly string[])[];

/** Names under which the mapping of misp-stix writes two hashes that are others than those. */
const THEIRS: Readonly<Record<string, readonly string[]>> = {
  'sha512/224': ['SHA224', 'SHA-224'],
  'sha512/256': ['SHA-256'],
};

const hashKeys = (type: string, object: string): string[] => {
  const form = HASHES[type];
  if (form === undefined) return [];
  return [...new Set([form.key, form.inPattern, ...(THEIRS[type] ?? [])])].map((key) => `${object}:hashes.${key}`);
};

const hashWays = Object.keys(HASHES).flatMap((type): [string, Ways][] => [
  [type, hashKeys(type, 'file').map((path) => [path])],
  [`filename|${type}`, hashKeys(type, 'file').map((path) => ['file:name', path])],
]);

const ends = (end: 'src' | 'dst'): [string, Ways][] => [
  [`ip-${end}`, [[`network-traffic:${end}_ref.value`], ['ipv4-addr:value'], ['ipv6-addr:value']]],
  [`ip-${end}|port`, [[`network-traffic:${end}_ref.value`, `network-traffic:${end}_port`]]],
];

/** Where the value of an attribute stands in the observables and patterns that it becomes, without quotes and brackets. */
export const VALUE_PATHS: ReadonlyMap<string, Ways> = new Map<string, Ways>([
  ...hashWays,
  ...ends('src'),
  ...ends('dst'),
  ...['md5', 'sha1', 'sha256'].map((type): [string, Ways] => [
    `x509-fingerprint-${type}`,
    hashKeys(type, 'x509-certificate').map((path) => [path]),
  ]),
  ['AS', [['autonomous-system:number']]],
  ['attachment', [['file:name'], ['artifact:x_misp_filename']]],
  ['domain', [['domain-name:value']]],
  ['domain|ip', [['domain-name:value', 'domain-name:resolves_to_refs.value']]],
  ['email', [['email-addr:value']]],
  ['email-attachment', [['email-message:body_multipart.body_raw_ref.name']]],
  ['email-body', [['email-message:body']]],
  ['email-dst', [['email-message:to_refs.value']]],
  ['email-header', [['email-message:received_lines']]],
  ['email-message-id', [['email-message:message_id']]],
  [
    'email-reply-to',
    [['email-message:additional_header_fields.Reply-To'], ['email-message:additional_header_fields.reply_to']],
  ],
  ['email-src', [['email-message:from_ref.value']]],
  ['email-subject', [['email-message:subject']]],
  [
    'email-x-mailer',
    [['email-message:additional_header_fields.X-Mailer'], ['email-message:additional_header_fields.x_mailer']],
  ],
  ['filename', [['file:name']]],
  ['github-username', [['user-account:account_login']]],
  ['hostname', [['domain-name:value']]],
  ['hostname|port', [['domain-name:value', 'network-traffic:dst_port']]],
  ['http-method', [['network-traffic:extensions.http-request-ext.request_method']]],
  ['link', [['url:value']]],
  ['mac-address', [['mac-addr:value']]],
  ['malware-sample', [['file:name', 'file:hashes.MD5']]],
  ['mutex', [['mutex:name']]],
  ['port', [['network-traffic:dst_port']]],
  ['regkey', [['windows-registry-key:key']]],
  ['regkey|value', [['windows-registry-key:key', 'windows-registry-key:values.data']]],
  ['size-in-bytes', [['file:size']]],
  ['uri', [['url:value']]],
  ['url', [['url:value']]],
  ['user-agent', [['network-traffic:extensions.http-request-ext.request_header.User-Agent']]],
]);

/** Where the content of an attachment stands. */
export const DATA_PATHS: readonly string[] = ['file:content_ref.payload_bin', 'artifact:payload_bin'];
