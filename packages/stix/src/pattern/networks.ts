/** An address or a network: the bits of a prefix, and how many of them count. */
export interface Network {
  readonly family: 4 | 6;
  readonly address: bigint;
  readonly prefix: number;
}

const QUAD = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
const GROUPS = /^[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*$/i;

function parseFour(text: string): bigint | undefined {
  if (!QUAD.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((address, byte) => (address << 8n) | BigInt(byte), 0n);
}

function parseSix(text: string): bigint | undefined {
  // RFC 4291 §2.2: the last two groups may be written as an IPv4 address.
  const quad = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (quad !== null) {
    const four = parseFour(quad[2] ?? '');
    if (four === undefined) return undefined;
    return parseSix(`${quad[1]}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2 || halves.some((half) => half !== '' && !GROUPS.test(half))) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

/** Reads an IPv4 or IPv6 address with or without a prefix length, as the value of ipv4-addr or ipv6-addr is written. */
export function parseNetwork(text: string): Network | undefined {
  if (text.length > 60) return undefined;
  const [address = '', length, ...rest] = text.split('/');
  if (rest.length > 0 || (length !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(length))) return undefined;
  const four = parseFour(address);
  const bits = four ?? parseSix(address);
  if (bits === undefined) return undefined;
  const size = four === undefined ? 128 : 32;
  const prefix = length === undefined ? size : Number(length);
  if (prefix > size) return undefined;
  return { family: four === undefined ? 6 : 4, address: bits, prefix };
}

/** Whether every address of one network is in the other; a network is within itself. */
export function isWithin(inner: Network, outer: Network): boolean {
  if (inner.family !== outer.family || outer.prefix > inner.prefix) return false;
  const shift = BigInt((outer.family === 4 ? 32 : 128) - outer.prefix);
  return inner.address >> shift === outer.address >> shift;
}
