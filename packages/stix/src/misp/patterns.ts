/** A value as it stands between the quotes of a STIX pattern (STIX 2.1 §9.1). */
export function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

/**
 * One comparison. Numbers are quoted as well: the mapping writes them so, and MISP reads them back so, though a strict matcher does not
 * equate '443' with 443.
 */
export function equal(path: string, value: string): string {
  return `${path} = '${escaped(value)}'`;
}

/**
 * One comparison with a registry key or its data. The mapping puts a backslash before each %, which STIX patterns do not ask
 * for; MISP takes it off again when it reads the pattern.
 */
export function equalRegistry(path: string, value: string): string {
  const text = escaped(value.trim());
  return `${path} = '${text.includes('\\\\%') ? text : text.replaceAll('%', '\\\\%')}'`;
}

/** A path segment, quoted when it is no plain word. */
export function segment(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${escaped(name)}'`;
}

/** Comparisons that one observation must all meet. */
export function allOf(comparisons: readonly string[]): string {
  return `[${comparisons.join(' AND ')}]`;
}
