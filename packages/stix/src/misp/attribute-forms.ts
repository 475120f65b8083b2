import type { AttributeForm, AttributeInput, Former } from './attribute-form.ts';
import {
  account,
  attachment,
  autonomousSystem,
  correspondent,
  detection,
  domainAndAddress,
  emailAttachment,
  hash,
  hostAndPort,
  malwareSample,
  message,
  registryKey,
  registryValue,
  rule,
  single,
  traffic,
} from './form-builders.ts';
import { HASHES } from './hashes.ts';

const hashFormers = Object.keys(HASHES).flatMap((type): [string, Former][] => [
  [type, hash(type, 'file', false)],
  [`filename|${type}`, hash(type, 'file', true)],
]);

const FORMERS: Readonly<Record<string, Former>> = {
  ...Object.fromEntries(hashFormers),
  AS: autonomousSystem,
  attachment,
  'campaign-name': ({ value }) => ({ kind: 'domain', properties: { type: 'campaign', name: value } }),
  domain: single('domain-name', 'value'),
  'domain|ip': domainAndAddress,
  email: single('email-addr', 'value'),
  'email-attachment': emailAttachment,
  'email-body': message('body', (body) => ({ body })),
  'email-dst': correspondent('to_refs[*].value', (address) => ({ to_refs: [address] })),
  'email-header': message('received_lines', (line) => ({ received_lines: [line] })),
  'email-message-id': message('message_id', (id) => ({ message_id: id })),
  'email-reply-to': message('additional_header_fields.reply_to', (value) => ({
    additional_header_fields: { 'Reply-To': value },
  })),
  'email-src': correspondent('from_ref.value', (address) => ({ from_ref: address })),
  'email-subject': message('subject', (subject) => ({ subject })),
  'email-x-mailer': message('additional_header_fields.x_mailer', (value) => ({
    additional_header_fields: { 'X-Mailer': value },
  })),
  filename: single('file', 'name'),
  'github-username': account,
  hostname: single('domain-name', 'value'),
  'hostname|port': hostAndPort,
  'http-method': detection("network-traffic:extensions.'http-request-ext'.request_method"),
  'ip-dst': traffic('dst', false),
  'ip-dst|port': traffic('dst', true),
  'ip-src': traffic('src', false),
  'ip-src|port': traffic('src', true),
  link: single('url', 'value'),
  'mac-address': (input) => single('mac-addr', 'value')({ ...input, value: input.value.toLowerCase() }),
  'malware-sample': malwareSample,
  mutex: single('mutex', 'name'),
  port: detection('network-traffic:dst_port'),
  regkey: registryKey,
  'regkey|value': registryValue,
  sigma: rule('sigma'),
  'size-in-bytes': detection('file:size'),
  snort: rule('snort'),
  suricata: rule('suricata'),
  uri: single('url', 'value'),
  url: single('url', 'value'),
  'user-agent': detection("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'"),
  vulnerability: ({ value }) => ({
    kind: 'domain',
    properties: {
      type: 'vulnerability',
      name: value,
      external_references: [{ source_name: 'cve', external_id: value }],
    },
  }),
  'x509-fingerprint-md5': hash('md5', 'x509-certificate', false),
  'x509-fingerprint-sha1': hash('sha1', 'x509-certificate', false),
  'x509-fingerprint-sha256': hash('sha256', 'x509-certificate', false),
  yara: rule('yara'),
};

/** Whether the mapping knows this attribute type. */
export function isMappedType(type: string): boolean {
  return Object.hasOwn(FORMERS, type);
}

/** The STIX form of an attribute; undefined when its type is not mapped or its value does not fit the type. */
export function attributeForm(input: AttributeInput): AttributeForm | undefined {
  return isMappedType(input.type) ? FORMERS[input.type]?.(input) : undefined;
}
