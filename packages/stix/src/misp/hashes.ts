/** How one MISP hash type is written in STIX. */
export interface HashForm {
  /** Key in a `hashes` dictionary. */
  readonly key: string;
  /** The same in a pattern. */
  readonly inPattern: string;
  /** What values look like; undefined where there is no rule to check. */
  readonly shape?: RegExp;
}

const hex = (digits: number): RegExp => new RegExp(`^[0-9a-f]{${digits}}$`, 'i');
const named = (key: string, inPattern = key, shape?: RegExp): HashForm =>
  shape === undefined ? { key, inPattern } : { key, inPattern, shape };

/**
 * MISP hash types. Keys are those of the hashing-algorithm vocabulary (STIX 2.1 §10.6) and the mapping's own names beyond it. SHA-512/224
 * and SHA-512/256 keep a name of their own: the mapping calls them SHA-224 and SHA-256, which are other functions.
 */
export const HASHES: Readonly<Record<string, HashForm>> = {
  md5: named('MD5', 'MD5', hex(32)),
  sha1: named('SHA-1', 'SHA-1', hex(40)),
  sha224: named('SHA224', 'SHA-224', hex(56)),
  sha256: named('SHA-256', 'SHA-256', hex(64)),
  sha384: named('SHA384', 'SHA-384', hex(96)),
  sha512: named('SHA-512', 'SHA-512', hex(128)),
  'sha512/224': named('SHA512-224', 'SHA512-224', hex(56)),
  'sha512/256': named('SHA512-256', 'SHA512-256', hex(64)),
  'sha3-224': named('SHA3224', 'SHA3-224', hex(56)),
  'sha3-256': named('SHA3-256', 'SHA3-256', hex(64)),
  'sha3-384': named('SHA3384', 'SHA3-384', hex(96)),
  'sha3-512': named('SHA3-512', 'SHA3-512', hex(128)),
  ssdeep: named('SSDEEP', 'SSDEEP', /^[a-z0-9/+:.]{1,128}$/i),
  tlsh: named('TLSH', 'TLSH', /^(?:T1)?[0-9a-f]{70}$/i),
  authentihash: named('AUTHENTIHASH'),
  cdhash: named('CDHASH'),
  impfuzzy: named('IMPFUZZY'),
  imphash: named('IMPHASH'),
  pehash: named('PEHASH'),
  telfhash: named('TELFHASH'),
  vhash: named('VHASH'),
};

/** Whether a value can be a hash of this form. */
export function isHashValue(form: HashForm, value: string): boolean {
  return form.shape === undefined || form.shape.test(value);
}
