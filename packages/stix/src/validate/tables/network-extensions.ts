import {
  define,
  boolean,
  count,
  dictionary,
  formatted,
  integer,
  list,
  oneOf,
  reference,
  required,
  text,
  type Struct,
} from '../kinds.ts';
import { REQUEST_HEADERS } from '../registries/http-headers.ts';
import { SOCKET_OPTIONS } from '../registries/socket-options.ts';
import { atLeastOne } from './file-extensions.ts';

const hex = formatted('hex');

const httpRequest = define({
  clause: '6.12.2',
  others: 'warn',
  properties: {
    request_method: required(text),
    request_value: required(text),
    request_version: text,
    request_header: dictionary(list(text), {
      suggested: { test: (key) => REQUEST_HEADERS.has(key), code: 'http-request-headers' },
    }),
    message_body_length: integer,
    message_body_data_ref: reference('artifact'),
  },
});

const icmp = define({
  clause: '6.12.3',
  others: 'warn',
  properties: { icmp_type_hex: required(hex), icmp_code_hex: required(hex) },
});

const socket = define({
  clause: '6.12.4',
  others: 'warn',
  properties: {
    address_family: required(
      oneOf('10.16', ['AF_UNSPEC', 'AF_INET', 'AF_IPX', 'AF_APPLETALK', 'AF_NETBIOS', 'AF_INET6', 'AF_IRDA', 'AF_BTH']),
    ),
    is_blocking: boolean,
    is_listening: boolean,
    options: dictionary(integer, {
      pattern: /^[A-Z0-9]{2,20}(?:_[A-Z0-9]{1,40}){1,10}$/,
      suggested: { test: (key) => SOCKET_OPTIONS.has(key), code: 'socket-options' },
    }),
    socket_type: oneOf('10.17', ['SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_RAW', 'SOCK_RDM', 'SOCK_SEQPACKET']),
    socket_descriptor: count,
    socket_handle: integer,
  },
});

const flags = { src_flags_hex: hex, dst_flags_hex: hex };
const tcp = define({ clause: '6.12.5', others: 'warn', properties: flags, rules: atLeastOne(flags) });

export const NETWORK_EXTENSIONS = {
  'http-request-ext': httpRequest,
  'icmp-ext': icmp,
  'socket-ext': socket,
  'tcp-ext': tcp,
} as const satisfies Readonly<Record<string, Struct>>;
