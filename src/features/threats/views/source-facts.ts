/** What an analyst looks for first in an object's own text; texts as they came, ids of other objects to go on to. */
export type SourceFacts = {
  description: string | null;
  aliases: string[];
  /** Ends of a relationship, or what was sighted. */
  ends: { name: string; id: string }[];
};

const endMembers = [
  ['From', 'source_ref'],
  ['To', 'target_ref'],
  ['Sighting of', 'sighting_of_ref'],
] as const;

/** Null when the text is not a JSON object, or says none of this: then the exact text is all there is. */
export function readSourceFacts(source: string): SourceFacts | null {
  const object = parseObject(source);
  if (!object) return null;
  const text = (member: string): string | null => {
    const value = object[member];
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  };
  const ends = endMembers.flatMap(([name, member]) => {
    const id = text(member);
    return id === null ? [] : [{ name, id }];
  });
  const aliases = ['aliases', 'x_mitre_aliases'].flatMap((member) => strings(object[member]));
  const facts = { description: text('description'), aliases: [...new Set(aliases)], ends };
  return facts.description === null && aliases.length === 0 && ends.length === 0 ? null : facts;
}

function parseObject(source: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one !== '') : [];
