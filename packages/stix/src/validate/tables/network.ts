import { quote, type Json, type Judge } from '../judge.ts';
import {
  between,
  boolean,
  count,
  dictionary,
  formatted,
  integer,
  reference,
  references,
  required,
  text,
  texts,
  timestamp,
} from '../kinds.ts';
import { IPFIX_ELEMENTS } from '../registries/ipfix.ts';
import { observable } from '../table.ts';
import { extensions } from './common.ts';
import { textOrInteger } from './file-extensions.ts';
import { NETWORK_EXTENSIONS } from './network-extensions.ts';
import { inOrder } from './parts.ts';

export const autonomousSystem = observable('autonomous-system', '6.2.1', ['number'], {
  number: required(integer),
  name: text,
  rir: text,
});

export const domainName = observable('domain-name', '6.4.1', ['value'], {
  value: required(formatted('domain-name')),
  resolves_to_refs: references('ipv4-addr', 'ipv6-addr', 'domain-name'),
});

const address = {
  resolves_to_refs: references('mac-addr'),
  belongs_to_refs: references('autonomous-system'),
} as const;

export const ipv4Addr = observable('ipv4-addr', '6.8.1', ['value'], { value: required(formatted('ipv4')), ...address });
export const ipv6Addr = observable('ipv6-addr', '6.9.1', ['value'], { value: required(formatted('ipv6')), ...address });
export const macAddr = observable('mac-addr', '6.10.1', ['value'], { value: required(formatted('mac')) });
export const url = observable('url', '6.15.1', ['value'], { value: required(formatted('uri')) });

const endpoint = reference('ipv4-addr', 'ipv6-addr', 'mac-addr', 'domain-name');
const port = between(0, 65_535);
const payload = reference('artifact');

export const networkTraffic = observable(
  'network-traffic',
  '6.12.1',
  ['start', 'end', 'src_ref', 'dst_ref', 'src_port', 'dst_port', 'protocols', 'extensions'],
  {
    extensions: extensions(NETWORK_EXTENSIONS),
    start: timestamp,
    end: timestamp,
    is_active: boolean,
    src_ref: endpoint,
    dst_ref: endpoint,
    src_port: port,
    dst_port: port,
    protocols: required(texts),
    src_byte_count: count,
    dst_byte_count: count,
    src_packets: count,
    dst_packets: count,
    ipfix: dictionary(textOrInteger, {
      suggested: { test: (key) => IPFIX_ELEMENTS.has(key), code: 'ipfix' },
    }),
    src_payload_ref: payload,
    dst_payload_ref: payload,
    encapsulates_refs: references('network-traffic'),
    encapsulated_by_ref: reference('network-traffic'),
  },
  [
    inOrder('start', 'end'),
    { rule: 'any-of', names: ['src_ref', 'dst_ref'] },
    { rule: 'excludes', name: 'is_active', is: true, excludes: ['end'] },
    { rule: 'should-have', names: ['src_port', 'dst_port'], code: 'network-traffic-ports' },
    { rule: 'checked', check: checkProtocols },
  ],
);

/** Protocols have the names of IANA's service registry, whose form RFC 6335 §5.1 gives. */
function checkProtocols({ protocols }: Json, judge: Judge): void {
  if (!Array.isArray(protocols)) return;
  for (const name of protocols) {
    if (typeof name === 'string' && !/^[A-Za-z0-9-]{1,15}$/.test(name)) {
      judge.warn('protocols', `${quote(name)} is no service or protocol name`);
    }
  }
}
