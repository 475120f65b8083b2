import type { StixValue } from './types.ts';

/** The property by which people recognise an observable, by type (STIX 2.1 §6). */
const TELLING: ReadonlyMap<string, string> = new Map([
  ['autonomous-system', 'name'],
  ['directory', 'path'],
  ['domain-name', 'value'],
  ['email-addr', 'value'],
  ['email-message', 'subject'],
  ['file', 'name'],
  ['ipv4-addr', 'value'],
  ['ipv6-addr', 'value'],
  ['mac-addr', 'value'],
  ['mutex', 'name'],
  ['process', 'command_line'],
  ['software', 'name'],
  ['url', 'value'],
  ['user-account', 'account_login'],
  ['windows-registry-key', 'key'],
  ['x509-certificate', 'subject'],
]);

/** Further properties of observables that are worth finding. */
const FINDABLE = [
  'value',
  'path',
  'command_line',
  'key',
  'url',
  'vendor',
  'version',
  'cpe',
  'swid',
  'issuer',
  'subject',
];

function isObject(value: unknown): value is StixValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values of a `hashes` property. */
export function hashesOf(value: StixValue): string[] {
  return isObject(value.hashes) ? Object.values(value.hashes).filter((hash) => typeof hash === 'string') : [];
}

/** What people call an observable: its value, name, key; else its number or first hash. Undefined for other types. */
export function observableName(value: StixValue): string | undefined {
  const { type } = value;
  if (typeof type !== 'string') return undefined;
  if (type === 'network-traffic') return networkName(value);
  const telling = value[TELLING.get(type) ?? ''];
  if (typeof telling === 'string') return telling;
  if (type === 'autonomous-system' && typeof value.number === 'number') return `AS${value.number}`;
  if (type === 'x509-certificate' && typeof value.serial_number === 'string') return value.serial_number;
  return TELLING.has(type) || type === 'artifact' ? hashesOf(value)[0] : undefined;
}

function networkName(value: StixValue): string | undefined {
  const protocols = Array.isArray(value.protocols) ? value.protocols.filter((one) => typeof one === 'string') : [];
  const port = typeof value.dst_port === 'number' ? ` port ${value.dst_port}` : '';
  return protocols.length > 0 ? `${protocols.join('/')}${port}` : undefined;
}

/** Every text of an observable that one would search for. */
export function observableTexts(value: StixValue): string[] {
  const texts = FINDABLE.map((property) => value[property]).filter((text) => typeof text === 'string');
  for (const hash of hashesOf(value)) texts.push(hash);
  if (typeof value.number === 'number') texts.push(`AS${value.number}`);
  if (typeof value.serial_number === 'string') texts.push(value.serial_number);
  if (Array.isArray(value.values)) {
    for (const entry of value.values.filter(isObject)) {
      for (const text of [entry.name, entry.data]) if (typeof text === 'string') texts.push(text);
    }
  }
  return texts;
}
