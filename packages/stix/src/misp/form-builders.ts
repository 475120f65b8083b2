import type { StixValue } from '../types.ts';
import type { AttributeForm, Former } from './attribute-form.ts';
import { HASHES, isHashValue } from './hashes.ts';
import { allOf, equal, equalRegistry, segment } from './patterns.ts';

const observed = (observables: readonly StixValue[], ...comparisons: readonly string[]): AttributeForm => ({
  kind: 'observed',
  observables,
  pattern: allOf(comparisons),
});

/** One observable with one telling property, and a comparison with it. */
export const single =
  (type: string, property: string, more: StixValue = {}): Former =>
  ({ id, value }) =>
    observed([{ type, id: id(type), ...more, [property]: value }], equal(`${type}:${property}`, value));

export const message =
  (path: string, properties: (value: string) => StixValue): Former =>
  ({ id, value }) =>
    observed(
      [{ type: 'email-message', id: id('email-message'), is_multipart: false, ...properties(value) }],
      equal(`email-message:${path}`, value),
    );

/** A message together with one address in it. */
export const correspondent =
  (path: string, properties: (address: string) => StixValue): Former =>
  ({ id, value }) =>
    observed(
      [
        { type: 'email-message', id: id('email-message'), is_multipart: false, ...properties(id('email-addr')) },
        { type: 'email-addr', id: id('email-addr'), value },
      ],
      equal(`email-message:${path}`, value),
    );

/** Type of an address by how it is written. */
export function addressType(value: string): 'ipv4-addr' | 'ipv6-addr' {
  return value.includes(':') ? 'ipv6-addr' : 'ipv4-addr';
}

function portNumber(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

/** The two parts of a composite value, split at its last bar, since names may hold bars and hashes, ports and addresses do not. */
function parts(value: string): readonly [string, string] | undefined {
  const cut = value.lastIndexOf('|');
  return cut < 0 ? undefined : [value.slice(0, cut), value.slice(cut + 1)];
}

export const traffic =
  (end: 'src' | 'dst', withPort: boolean): Former =>
  ({ id, value }) => {
    const [address, portText] = (withPort ? parts(value) : [value, '']) ?? ['', ''];
    const port = portNumber(portText);
    if (address === '' || (withPort && port === undefined)) return undefined;
    const type = addressType(address);
    const ends = [equal(`network-traffic:${end}_ref.type`, type), equal(`network-traffic:${end}_ref.value`, address)];
    return observed(
      [
        {
          type: 'network-traffic',
          id: id('network-traffic'),
          [`${end}_ref`]: id(type),
          ...(port !== undefined && { [`${end}_port`]: port }),
          protocols: ['tcp'],
        },
        { type, id: id(type), value: address },
      ],
      ...ends,
      ...(port === undefined ? [] : [equal(`network-traffic:${end}_port`, portText)]),
    );
  };

export const hash =
  (type: string, object: string, named: boolean): Former =>
  ({ id, value }) => {
    const [name, digest] = (named ? parts(value) : ['', value]) ?? ['', ''];
    const form = HASHES[type];
    if (form === undefined || digest === '' || (named && name === '') || !isHashValue(form, digest)) return undefined;
    return observed(
      [{ type: object, id: id(object), hashes: { [form.key]: digest }, ...(named && { name }) }],
      ...(named ? [equal('file:name', name)] : []),
      equal(`${object}:hashes.${segment(form.inPattern)}`, digest),
    );
  };

export const rule =
  (patternType: string): Former =>
  ({ value }) => ({ kind: 'indicator', pattern: `[${value}]`, patternType, always: true });

export const detection =
  (path: string): Former =>
  ({ value }) => ({ kind: 'indicator', pattern: allOf([equal(path, value)]), patternType: 'stix', always: false });

export const attachment: Former = (input) => {
  const { id, value, data } = input;
  if (data === undefined) return single('file', 'name')(input);
  return observed(
    [
      { type: 'file', id: id('file'), name: value, content_ref: id('artifact') },
      { type: 'artifact', id: id('artifact'), payload_bin: data },
    ],
    equal('file:name', value),
    equal('file:content_ref.payload_bin', data),
  );
};

/** MISP packs samples into an encrypted archive with a password that everyone knows. */
export const SAMPLE_ARCHIVE = {
  mime_type: 'application/zip',
  encryption_algorithm: 'mime-type-indicated',
  decryption_key: 'infected',
} as const;

export const malwareSample: Former = (input) => {
  const { id, value, data } = input;
  const named = hash('md5', 'file', true)(input);
  const [name, md5] = parts(value) ?? ['', ''];
  if (named === undefined || data === undefined) return named;
  return observed(
    [
      { type: 'file', id: id('file'), hashes: { MD5: md5 }, name, content_ref: id('artifact') },
      { type: 'artifact', id: id('artifact'), payload_bin: data, ...SAMPLE_ARCHIVE },
    ],
    equal('file:content_ref.payload_bin', data),
    equal('file:name', name),
    equal('file:hashes.MD5', md5),
    ...Object.entries(SAMPLE_ARCHIVE).map(([key, text]) => equal(`file:content_ref.${key}`, text)),
  );
};

export const emailAttachment: Former = ({ id, value }) =>
  observed(
    [
      {
        type: 'email-message',
        id: id('email-message'),
        is_multipart: true,
        body_multipart: [{ body_raw_ref: id('file'), content_disposition: `attachment; filename='${value}'` }],
      },
      { type: 'file', id: id('file'), name: value },
    ],
    equal('email-message:body_multipart[*].body_raw_ref.name', value),
  );

export const autonomousSystem: Former = ({ id, value }) => {
  const digits = value.replace(/\D/g, '');
  if (digits === '' || Number(digits) > 4_294_967_295) return undefined;
  return observed(
    [{ type: 'autonomous-system', id: id('autonomous-system'), number: Number(digits) }],
    equal('autonomous-system:number', digits),
  );
};

export const domainAndAddress: Former = ({ id, value }) => {
  const [domain, address] = parts(value) ?? ['', ''];
  if (domain === '' || address === '') return undefined;
  const type = addressType(address);
  return observed(
    [
      { type: 'domain-name', id: id('domain-name'), value: domain, resolves_to_refs: [id(type)] },
      { type, id: id(type), value: address },
    ],
    equal('domain-name:value', domain),
    equal('domain-name:resolves_to_refs[*].value', address),
  );
};

export const hostAndPort: Former = ({ id, value }) => {
  const [host, portText] = parts(value) ?? ['', ''];
  const port = portNumber(portText);
  if (host === '' || port === undefined) return undefined;
  return observed(
    [
      { type: 'domain-name', id: id('domain-name'), value: host },
      {
        type: 'network-traffic',
        id: id('network-traffic'),
        dst_ref: id('domain-name'),
        dst_port: port,
        protocols: ['tcp'],
      },
    ],
    equal('domain-name:value', host),
    equal('network-traffic:dst_port', portText),
  );
};

export const registryKey: Former = ({ id, value }) =>
  observed(
    [{ type: 'windows-registry-key', id: id('windows-registry-key'), key: value.trim() }],
    equalRegistry('windows-registry-key:key', value),
  );

export const registryValue: Former = ({ id, value }) => {
  const cut = value.indexOf('|');
  if (cut < 0) return undefined;
  const [key, data] = [value.slice(0, cut).trim(), value.slice(cut + 1).trim()];
  return observed(
    [{ type: 'windows-registry-key', id: id('windows-registry-key'), key, values: [{ data }] }],
    equalRegistry('windows-registry-key:key', key),
    equalRegistry('windows-registry-key:values.data', data),
  );
};

export const account: Former = ({ id, value }) =>
  observed(
    [{ type: 'user-account', id: id('user-account'), account_login: value, account_type: 'github' }],
    equal('user-account:account_type', 'github'),
    equal('user-account:account_login', value),
  );
