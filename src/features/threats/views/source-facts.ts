import { sayAttribution } from '../model.ts';
import { confidenceWords } from '@tamga/stix';
import type { Translate } from '#web/i18n/translate.ts';

/** What an analyst looks for first in an object's own text; texts as they came, ids of other objects to go on to. */
export type SourceFacts = {
  description: string | null;
  aliases: string[];
  /** What its author holds, in words that name him: an attribution, an opinion, how sure he is (SG-26). */
  held: { name: string; text: string }[];
  /** Ends of a relationship, what was sighted, what a note or an opinion is about. */
  ends: { name: string; id: string }[];
};

const endMembers = [
  ['threats.sourceFacts.from', 'source_ref'],
  ['threats.sourceFacts.to', 'target_ref'],
  ['threats.sourceFacts.sightingOf', 'sighting_of_ref'],
] as const;

/** Null when the text is not a JSON object, or says none of this: then the exact text is all there is. */
export function readSourceFacts(t: Translate, source: string, author: string): SourceFacts | null {
  const object = parseObject(source);
  if (!object) return null;
  const text = (member: string): string | null => {
    const value = object[member];
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  };
  const ends = endMembers.flatMap(([name, member]): SourceFacts['ends'] => {
    const id = text(member);
    return id === null ? [] : [{ name: t(name), id }];
  });
  if (isWord(object))
    for (const id of strings(object['object_refs']).slice(0, maxRefs))
      ends.push({ name: t('threats.sourceFacts.about'), id });
  const aliases = ['aliases', 'x_mitre_aliases'].flatMap((member) => strings(object[member]));
  const description = text('description') ?? (isWord(object) ? (text('explanation') ?? text('content')) : null);
  const facts = { description, aliases: [...new Set(aliases)], ends, held: readHeld(t, object, author) };
  return description === null && [aliases, ends, facts.held].every(({ length }) => length === 0) ? null : facts;
}

const maxRefs = 50;
const isWord = ({ type }: Record<string, unknown>): boolean => type === 'note' || type === 'opinion';

/** An object's own confidence, opinion and attribution are its author's: said with his name, and never as a fact. */
function readHeld(t: Translate, object: Record<string, unknown>, author: string): { name: string; text: string }[] {
  const { confidence, opinion, type, relationship_type: relation } = object;
  const words = confidenceWords(confidence);
  const held = type === 'relationship' && typeof relation === 'string' ? sayAttribution(relation, author) : null;
  return [
    ...(held === null ? [] : [{ name: t('threats.sourceFacts.held'), text: held }]),
    ...(type === 'opinion' && typeof opinion === 'string'
      ? [{ name: t('threats.sourceFacts.opinion'), text: `${author}: ${t.term('opinion', opinion)}` }]
      : []),
    ...(words !== undefined
      ? [
          {
            name: t('threats.sourceFacts.confidence'),
            text: t('threats.sourceFacts.sure', {
              words: t.term('confidence', words),
              value: String(confidence),
              author,
            }),
          },
        ]
      : []),
    ...(held !== null && words === undefined
      ? [{ name: t('threats.sourceFacts.confidence'), text: t('threats.sourceFacts.unstated', { author }) }]
      : []),
  ];
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
