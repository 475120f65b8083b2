import { typeOfId } from './identifiers.ts';
import type { Check } from './checks.ts';
import { isJsonObject, quote, type Json, type Judge } from './judge.ts';
import { checkOther } from './others.ts';

const EXTENSION_TYPES: ReadonlySet<unknown> = new Set([
  'new-sdo',
  'new-sco',
  'new-sro',
  'property-extension',
  'toplevel-property-extension',
]);

const CUSTOM = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*-ext$/;

/** `extensions` of an object: those that the specification predefines for its type, and any by definition (STIX 2.1 §3.2, §7.3). */
export function extensionsCheck(known: ReadonlyMap<string, Check>): Check {
  return (value, judge) => {
    if (!isJsonObject(value)) return judge.error('wrong-type', `${quote(value)} is no dictionary`, '3.2');
    let isEmpty = true;
    for (const [name, extension] of Object.entries(value)) {
      isEmpty = false;
      judge.enter(name);
      const check = known.get(name);
      if (check !== undefined) check(extension, judge);
      else if (typeOfId(name) === 'extension-definition') checkDefined(extension, judge);
      else if (CUSTOM.test(name)) checkCustom(name, extension, judge);
      else judge.error('extension', `${quote(name)} names no extension`, judge.isObservable ? '11.3.1' : '3.2');
      judge.leave();
    }
    if (isEmpty) judge.error('empty', 'an empty dictionary', '2.3');
  };
}

/** An extension by the identifier of its definition. */
function checkDefined(extension: unknown, judge: Judge): void {
  if (!isContents(extension, judge)) return;
  if (extension.extension_type === undefined) judge.error('missing', 'extension_type is required', '3.2');
  for (const [name, value] of Object.entries(extension)) {
    judge.enter(name);
    if (name !== 'extension_type') checkOther(name, value, judge);
    else if (!EXTENSION_TYPES.has(value)) judge.error('enum', `${quote(value)} is no extension type`, '10.5');
    judge.leave();
  }
}

/** An extension by a name that ends in `-ext`, as before there were definitions. */
function checkCustom(extensionName: string, extension: unknown, judge: Judge): void {
  if (extensionName.length > 250) judge.error('extension', 'the name has more than 250 characters', '11.3.1');
  if (judge.isObservable && !judge.extensionTypes.has('property-extension')) {
    judge.warn('extensions-use', `${quote(extensionName)} should be defined by an extension`, '11.3');
  }
  if (!isContents(extension, judge)) return;
  for (const [name, value] of Object.entries(extension)) {
    judge.enter(name);
    checkOther(name, value, judge);
    judge.leave();
  }
}

function isContents(extension: unknown, judge: Judge): extension is Json {
  if (!isJsonObject(extension)) judge.error('wrong-type', `${quote(extension)} is no object`, '3.2');
  else if (Object.keys(extension).length === 0) judge.error('empty', 'an extension without properties', '11.3.1');
  else return true;
  return false;
}
