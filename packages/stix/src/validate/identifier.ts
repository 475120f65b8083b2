import { isTypeName } from '../identifiers.ts';

/** A UUID of RFC 4122, which knows the versions 1 to 5; letters of either case. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The type in an identifier `<type>--<UUID>` (STIX 2.1 §2.9), or undefined when it is malformed. */
export function typeInIdentifier(id: string): string | undefined {
  const cut = id.length - 38;
  if (cut < 3 || id.charCodeAt(cut) !== 0x2d || id.charCodeAt(cut + 1) !== 0x2d) return undefined;
  const type = id.slice(0, cut);
  return UUID.test(id.slice(cut + 2)) && isType(type) ? type : undefined;
}

/** Types that passed, so that the pattern runs once for each; bounded, since anyone can make names up. */
const knownTypes = new Set<string>();

/** Whether a text can be a type: a letter first, then a-z, 0-9 and single hyphens, 3 to 250 in all (STIX 2.1 §3.1, §11.2.1). */
export function isType(text: string): boolean {
  if (knownTypes.has(text)) return true;
  if (!isTypeName(text) || !/^[a-z]/.test(text) || text.includes('--')) return false;
  if (knownTypes.size < 200) knownTypes.add(text);
  return true;
}

/** The version of the UUID at the end of a well-formed identifier. */
export function uuidVersion(id: string): number {
  return Number(id[id.length - 22]);
}
