import { narrowestTlp, parseTlp, type TlpLabel } from '../tlp.ts';

/** The label that a tag says; undefined for every tag of another taxonomy, and for what no label of the protocol is. */
const labelOf = (name: string): TlpLabel | undefined => (/^tlp:/i.test(name) ? parseTlp(name) : undefined);

/**
 * The tags without the TLP labels that are wider than the narrowest: of two labels on one thing a reader may follow either, and the wider one would
 * let it go further than its author allowed (TLP 2.0: one label).
 */
export function withOneTlp<T extends { readonly name: string }>(tags: readonly T[]): T[] {
  const narrowest = narrowestTlp(tags.map(({ name }) => labelOf(name)));
  const first = tags.find(({ name }) => narrowest !== undefined && labelOf(name) === narrowest);
  return tags.filter((tag) => tag === first || labelOf(tag.name) === undefined);
}

/** Tags as MISP writes them: each once, and one TLP label. */
export const toTags = (names: Iterable<string>): { name: string }[] =>
  withOneTlp([...new Set(names)].map((name) => ({ name })));
