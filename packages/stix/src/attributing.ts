/** Relationships of STIX 2.1 (Appendix B) that say who or where something comes from. */
const ATTRIBUTING: ReadonlySet<unknown> = new Set(['attributed-to', 'authored-by', 'originates-from']);

/**
 * Whether a relationship type, or the name of a member that refers, attributes something to somebody: what its author holds, and no fact.
 * However it is spelled: nobody gets a fact shown by a capital letter, or by a member `attributed_to_ref`.
 */
export const isAttributing = (relation: unknown): boolean =>
  typeof relation === 'string' && relation.split(':').some((part) => ATTRIBUTING.has(plainRelation(part)));

const plainRelation = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-')
    .replace(/-refs?$/, '');
