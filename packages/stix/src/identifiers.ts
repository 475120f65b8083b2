const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const TYPE = /^[a-z0-9][a-z0-9-]{1,248}[a-z0-9]$/;

/** Whether a text is a UUID of any version (RFC 9562 §4), in letters of either case. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Whether a text can name an object type: lower-case ASCII, digits and hyphens, 3 to 250 of them (STIX 2.1 §11.2). */
export function isTypeName(text: string): boolean {
  return TYPE.test(text);
}

/** The type in an identifier `<type>--<UUID>` (STIX 2.1 §2.9), or undefined when it is malformed. */
export function typeOfId(id: string): string | undefined {
  const cut = id.length - 38;
  const type = id.slice(0, Math.max(cut, 0));
  return id.slice(type.length, type.length + 2) === '--' && isUuid(id.slice(-36)) && isTypeName(type)
    ? type
    : undefined;
}
