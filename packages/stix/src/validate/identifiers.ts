/** 1 for the bytes of hexadecimal digits of either case. */
const HEX = Uint8Array.from({ length: 128 }, (_, code) => (/[0-9a-fA-F]/.test(String.fromCharCode(code)) ? 1 : 0));
/** Where the hyphens of a UUID stand. */
const HYPHENS: ReadonlySet<number> = new Set([8, 13, 18, 23]);
const EXPECTED = Uint8Array.from({ length: 36 }, (_, index) => (HYPHENS.has(index) ? 0 : 1));

/**
 * Whether a UUID stands at `start` and ends the text, in letters of either case: of the variant of RFC 9562 §4.1 and of one of its versions
 * 1 to 8. RFC 4122, which STIX 2.1 §2.9 names, was replaced by RFC 9562. Nil and Max are no versions: they name nothing.
 */
function endsWithUuid(text: string, start: number): boolean {
  if (text.length !== start + 36) return false;
  for (let i = 0; i < 36; i++) {
    const code = text.charCodeAt(start + i);
    if (EXPECTED[i] === 1 ? HEX[code] !== 1 : code !== 0x2d) return false;
  }
  const version = text.charCodeAt(start + 14);
  const variant = text.charCodeAt(start + 19) | 0x20;
  return (
    version >= 0x31 && version <= 0x38 && (variant === 0x38 || variant === 0x39 || variant === 0x61 || variant === 0x62)
  );
}

/** Whether a text is a UUID of RFC 9562, of any version. */
export const isUuid = (text: string): boolean => endsWithUuid(text, 0);

/** Whether the first `end` characters can be a type: a letter, then a-z, 0-9 and single hyphens, 3 to 250 in all (STIX 2.1 §3.1, §11.2.1). */
function beginsWithType(text: string, end: number): boolean {
  if (end < 3 || end > 250) return false;
  let before = 0x2d;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    const isLetter = code >= 0x61 && code <= 0x7a;
    if (!isLetter && (i === 0 || (code === 0x2d ? before === 0x2d : code < 0x30 || code > 0x39))) return false;
    before = code;
  }
  return before !== 0x2d;
}

/** Whether a text can name an object type (STIX 2.1 §3.1, §11.2.1). */
export const isTypeName = (text: string): boolean => beginsWithType(text, text.length);

/** Length of the type in an identifier `<type>--<UUID>` (STIX 2.1 §2.9), or 0 when it is malformed. No text is made: this runs often. */
export function typeLength(id: string): number {
  const end = id.length - 38;
  const isIdentifier =
    end > 0 &&
    id.charCodeAt(end) === 0x2d &&
    id.charCodeAt(end + 1) === 0x2d &&
    endsWithUuid(id, end + 2) &&
    beginsWithType(id, end);
  return isIdentifier ? end : 0;
}

/** The type in an identifier, or undefined when it is malformed. */
export function typeOfId(id: string): string | undefined {
  const length = typeLength(id);
  return length === 0 ? undefined : id.slice(0, length);
}

/** The version of the UUID at the end of a well-formed identifier. */
export function uuidVersion(id: string): number {
  return id.charCodeAt(id.length - 22) - 0x30;
}
