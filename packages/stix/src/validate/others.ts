import { checkAny } from './checks.ts';
import { FORMATS } from './formats.ts';
import { isJsonObject, quote, type Json, type Judge } from './judge.ts';

/** Names that no object may use (STIX 2.1 §3.8): `phone_number` by the errata, `phone_numbers` by the text before them. */
const RESERVED: ReadonlySet<string> = new Set(['severity', 'username', 'phone_number', 'phone_numbers', 'action']);

const NAME = /^(?:[a-z][a-z0-9_]{2,249}|id)$/;

/** Names that passed: they come again with every object. Bounded, since anyone can make names up. */
const knownNames = new Set<string>();

/** Whether a text can name a property (STIX 2.1 §3.1, §11.1.1). */
export function isPropertyName(name: string): boolean {
  if (knownNames.has(name)) return true;
  if (!NAME.test(name)) return false;
  if (knownNames.size < 1000) knownNames.add(name);
  return true;
}

/** A property that the tables do not know: its name, and what every value must be like. The judge stands at it. */
export function checkOther(name: string, value: unknown, judge: Judge): void {
  if (!isPropertyName(name)) {
    return judge.error('property-name', `${quote(name)} is no property name: 3 to 250 of a-z, 0-9 and _`, '11.1.1');
  }
  if (name.endsWith('_bin') || name.endsWith('_hex')) checkEncoded(name.endsWith('_hex'), value, judge);
  checkAny(value, judge);
}

/** The suffixes `_bin` and `_hex` say what a value is, in every object (STIX 2.1 §3.1). */
function checkEncoded(isHex: boolean, value: unknown, judge: Judge): void {
  const { what, test } = FORMATS[isHex ? 'hex' : 'base64'];
  if (typeof value !== 'string') judge.error('wrong-type', `${quote(value)} is no string`, '3.1');
  else if (!test(value)) judge.error('format', `${quote(value)} is no ${what}`, isHex ? '2.8' : '2.1');
}

/** A top-level property that is not of the type's table. */
export function checkCustomProperty(name: string, value: unknown, judge: Judge, isKnownType: boolean): void {
  judge.enter(name);
  if (RESERVED.has(name)) judge.error('reserved', `${name} is reserved`, '3.8');
  else if (name === 'defanged' && !judge.isObservable) {
    judge.error('not-applicable', 'only observables may be defanged', '3.2');
  } else {
    checkOther(name, value, judge);
    if (isKnownType && !judge.extensionTypes.has('toplevel-property-extension')) {
      judge.warn('extensions-use', `${quote(name)} should be defined by an extension`, '11.1');
    }
  }
  judge.leave();
}

const NONE: ReadonlySet<unknown> = new Set();

/** What the extensions of an object say that they are (STIX 2.1 §3.2, §10.5). Once for each object: it may have many. */
export function extensionTypesOf({ extensions }: Json): ReadonlySet<unknown> {
  if (!isJsonObject(extensions)) return NONE;
  const types = new Set<unknown>();
  for (const name in extensions) {
    const extension = extensions[name];
    if (isJsonObject(extension)) types.add(extension.extension_type);
  }
  return types;
}
