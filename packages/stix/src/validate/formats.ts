import { CHARACTER_SETS } from './registries/charsets.ts';
import { isLanguageTag } from './registries/languages.ts';

/** What a text must look like. `what` completes "is no …". */
export interface Format {
  readonly what: string;
  readonly test: (text: string) => boolean;
}

const like = (what: string, pattern: RegExp): Format => ({ what, test: (text) => pattern.test(text) });

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/;
const HEX = /^(?:[0-9a-f]{2})+$/;

// scheme ":" hier-part [ "?" query ] [ "#" fragment ], brackets only around an IP literal (RFC 3986 §3, appendix A).
const URI =
  /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/(?:(?:[\w\-.~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@)?(?:\[[0-9A-Fa-fv:.]+\]|(?:[\w\-.~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)(?::\d*)?(?=[/?#]|$)|(?!\/\/))(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*(?:\?(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?(?:#(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?$/;

// A local part of dotted atoms or in quotes, then a domain or an address in brackets; letters beyond ASCII as RFC 6532 §3.2 has them.
const ATOM = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const EMAIL = new RegExp(
  `^(?:${ATOM}(?:\\.${ATOM})*|"(?:[^"\\\\\\p{Cc}]|\\\\[^\\p{Cc}])*")@(?:[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*|\\[[^\\[\\]\\s]+\\])$`,
  'u',
);

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}$`);
const LABEL = /^(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)$/u;

/** Splits `address/prefix`, and says whether the prefix is in range and written without leading zeros (RFC 4632, RFC 4291). */
function isCidr(text: string, bits: number, isAddress: (address: string) => boolean): boolean {
  const slash = text.indexOf('/');
  if (slash === -1) return isAddress(text);
  const prefix = text.slice(slash + 1);
  return /^(?:0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= bits && isAddress(text.slice(0, slash));
}

/** RFC 4291 §2.2, with a zone after `%` (RFC 4007 §11). */
function isIpv6(text: string): boolean {
  const zone = text.indexOf('%');
  if (zone === text.length - 1) return false;
  let address = zone === -1 ? text : text.slice(0, zone);
  if (address.length > 45) return false;
  const last = address.slice(address.lastIndexOf(':') + 1);
  if (last.includes('.')) {
    if (!IPV4.test(last)) return false;
    address = `${address.slice(0, -last.length)}0:0`;
  }
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}

function isDomainName(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  return name.length > 0 && name.length <= 253 && name.split('.').every((label) => LABEL.test(label));
}

/** cpe:2.3 with its eleven components (NISTIR 7695 §6.2). */
function isCpe(text: string): boolean {
  if (text.length > 2000 || !text.startsWith('cpe:2.3:')) return false;
  const parts = text.slice(8).split(/(?<!\\):/);
  if (parts.length !== 11 || !/^[aho*-]$/.test(parts[0] ?? '')) return false;
  if (!/^(?:[a-z]{2,3}(?:-(?:[a-z]{2}|\d{3}))?|[*-])$/i.test(parts[6] ?? '')) return false;
  return parts.every((part) => /^(?:[*-]|\*?\?*(?:[\w.-]|\\[^\w\s])+\?*\*?)$/.test(part));
}

/** The formats of text that the specification names, each with what it cites. */
export const FORMATS = {
  base64: like('base64 text (RFC 4648 §4)', BASE64),
  hex: like('even number of lower-case hexadecimal digits', HEX),
  uri: like('URI with a scheme (RFC 3986)', URI),
  language: { what: 'language tag (RFC 5646)', test: isLanguageTag },
  // The three letters of ISO 639-2 are as good in form as any, and are what earlier versions asked for in this property (§6.14.1).
  'software-language': {
    what: 'language tag (RFC 5646)',
    test: (text) => isLanguageTag(text) || /^[a-z]{3}$/.test(text),
  },
  charset: { what: 'name of the IANA character set registry', test: (text) => CHARACTER_SETS.has(text) },
  cpe: { what: 'CPE 2.3 name', test: isCpe },
  'media-type': like(
    'media type',
    /^(?:application|audio|font|haptics|image|message|model|multipart|text|video)\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/,
  ),
  email: like('addr-spec (RFC 5322 §3.4.1)', EMAIL),
  'domain-name': { what: 'domain name (RFC 1034, RFC 5890)', test: isDomainName },
  ipv4: { what: 'IPv4 address or range', test: (text) => isCidr(text, 32, (address) => IPV4.test(address)) },
  ipv6: { what: 'IPv6 address or range', test: (text) => isCidr(text, 128, isIpv6) },
  mac: like('MAC address of six lower-case octets with colons', /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/),
  'registry-key': {
    what: 'registry key with its hive in full',
    test: (text) => !/^HK(?:LM|CC|CR|CU|U)(?:\\|$)/i.test(text),
  },
  'relationship-type': like('relationship type of a-z, 0-9 and hyphen', /^[a-z0-9-]+$/),
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
