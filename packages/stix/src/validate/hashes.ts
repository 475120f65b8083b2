import type { Check } from './checks.ts';
import { isJsonObject, quote } from './judge.ts';

const hex = (digits: number): RegExp => new RegExp(`^[0-9a-fA-F]{${digits}}$`);

/** The hash algorithm vocabulary (STIX 2.1 §10.7), with the form of each value. */
const KNOWN: ReadonlyMap<string, RegExp> = new Map([
  ['MD5', hex(32)],
  ['SHA-1', hex(40)],
  ['SHA-256', hex(64)],
  ['SHA-512', hex(128)],
  ['SHA3-256', hex(64)],
  ['SHA3-512', hex(128)],
  ['SSDEEP', /^[A-Za-z0-9/+:.]{1,128}$/],
  // 35 octets in hexadecimal digits, since version 4 after the mark T1.
  ['TLSH', /^(?:T1)?[A-Za-z0-9]{70}$/],
]);

/** A `hashes` dictionary (STIX 2.1 §2.7). `onlyKnown` where the names must come from the vocabulary (§2.5.1). */
export function hashesCheck(onlyKnown: boolean): Check {
  return (value, judge) => {
    if (!isJsonObject(value)) return judge.error('wrong-type', `${quote(value)} is no dictionary of hashes`, '2.7');
    let isEmpty = true;
    for (const [name, hash] of Object.entries(value)) {
      isEmpty = false;
      judge.enter(name);
      const form = KNOWN.get(name);
      if (!/^[A-Za-z0-9_-]{3,250}$/.test(name)) {
        judge.error('dictionary-key', `${quote(name)} cannot be the name of a hash algorithm`, '2.7');
      } else if (form === undefined && onlyKnown) {
        judge.error('hash', `${quote(name)} is not in the vocabulary of hash algorithms`, '2.5.1');
      } else if (form === undefined && !name.startsWith('x_')) {
        judge.warn('hash-algo', `${quote(name)} is not in the vocabulary of hash algorithms`, '2.7');
      }
      if (name.length > 30) judge.warn('hash-length', 'the name has more than 30 characters', '2.7');
      if (typeof hash !== 'string') judge.error('wrong-type', `${quote(hash)} is no string`, '2.7');
      else if (form?.test(hash) === false) judge.error('hash', `${quote(hash)} is no ${name} value`, '2.7');
      judge.leave();
    }
    if (isEmpty) judge.error('empty', 'an empty dictionary', '2.3');
  };
}
