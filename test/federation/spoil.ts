import { toBase64url } from '#platform/bytes.ts';
import type { Sealed } from './hostile.ts';

// How an honest line is spoiled.

const order = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex');

/** Another spelling of the same bytes: the bits after the data are set. */
export function respell(text: string): string {
  if (text.length % 4 === 0) return `${text}=`;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1)!) + 1]!;
}
export const respelled = (wanted: string) => (part: string, json: string) => {
  const padded = Buffer.byteLength(json) % 3 === 0 ? `${json} ` : json;
  return part === wanted ? respell(toBase64url(Buffer.from(padded))) : toBase64url(Buffer.from(json));
};
export const spelledAs = (wanted: string, change: (json: string) => string | Buffer) => (part: string, json: string) =>
  toBase64url(Buffer.from(part === wanted ? change(json) : json));

export function withSignature(sealed: Sealed, change: (signature: Buffer) => Buffer | string): Sealed {
  const [header, payload, signature] = sealed.jws.split('.');
  const changed = change(Buffer.from(signature!, 'base64url'));
  return { ...sealed, jws: `${header}.${payload}.${typeof changed === 'string' ? changed : toBase64url(changed)}` };
}

/** S + L is the same number in the group and other bytes in the seal (RFC 8032 §5.1.7). */
export function addOrder(signature: Buffer): Buffer {
  const result = Buffer.from(signature);
  for (let i = 0, carry = 0; i < 32; i++) {
    const sum = result[32 + i]! + order[i]! + carry;
    result[32 + i] = sum & 0xff;
    carry = sum >> 8;
  }
  return result;
}

export const flipped = (text: string): string => text.slice(0, 60) + (text[60] === 'A' ? 'B' : 'A') + text.slice(61);
export function withPayload(sealed: Sealed): Sealed {
  const [header, payload, signature] = sealed.jws.split('.');
  const other = Buffer.from(payload!, 'base64url').toString().replace('AMBER', 'CLEAR');
  return { ...sealed, jws: `${header}.${toBase64url(Buffer.from(other))}.${signature}` };
}

export const longer = (proof: string, bytes: number): string =>
  toBase64url(Buffer.concat([Buffer.from(proof, 'base64url'), Buffer.alloc(bytes)]));
