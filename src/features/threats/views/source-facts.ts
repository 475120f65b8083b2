import { sayHeld } from '#web/i18n/titles.ts';
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
  labels: string[];
  /** Ids of its own markings. */
  markings: string[];
  /** Who made it. */
  maker: string | null;
  /** When it was seen, observed, holds or was published, as it says so. */
  times: { name: string; at: string }[];
  pattern: { text: string; type: string | null } | null;
  phases: { chain: string; phase: string }[];
  hashes: { algorithm: string; value: string }[];
  /** What only some types have: kinds, sectors, goals, and so on. */
  words: { name: string; text: string }[];
  references: Reference[];
};

/** Where else it is told; an address of others is only ever shown. */
export type Reference = { source: string; id: string | null; url: string | null; text: string | null };

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
  const pattern = text('pattern');
  const facts: SourceFacts = {
    description,
    aliases: [...new Set(aliases)],
    ends,
    held: readHeld(t, object, author),
    labels: [...new Set(strings(object['labels']))],
    markings: strings([object['object_marking_refs']].flat()),
    maker: text('created_by_ref'),
    times: timeMembers.flatMap(([name, member]) => {
      const at = text(member);
      return at === null ? [] : [{ name: t(name), at }];
    }),
    pattern: pattern === null ? null : { text: pattern, type: text('pattern_type') },
    phases: objects(object['kill_chain_phases']).flatMap(({ kill_chain_name: chain, phase_name: phase }) =>
      typeof chain === 'string' && typeof phase === 'string' ? [{ chain, phase }] : [],
    ),
    hashes: Object.entries(isObject(object['hashes']) ? object['hashes'] : {}).flatMap(([algorithm, value]) =>
      typeof value === 'string' ? [{ algorithm, value }] : [],
    ),
    words: readWords(t, object),
    references: objects(object['external_references']).flatMap(toReference).slice(0, maxRefs),
  };
  const isEmpty = Object.values(facts).every((fact) => fact === null || (Array.isArray(fact) && fact.length === 0));
  return isEmpty ? null : facts;
}

const timeMembers = [
  ['threats.sourceFacts.firstSeen', 'first_seen'],
  ['threats.sourceFacts.lastSeen', 'last_seen'],
  ['threats.sourceFacts.firstObserved', 'first_observed'],
  ['threats.sourceFacts.lastObserved', 'last_observed'],
  ['threats.sourceFacts.validFrom', 'valid_from'],
  ['threats.sourceFacts.validUntil', 'valid_until'],
  ['threats.sourceFacts.startTime', 'start_time'],
  ['threats.sourceFacts.stopTime', 'stop_time'],
  ['threats.sourceFacts.published', 'published'],
  ['threats.sourceFacts.created', 'created'],
] as const;

/** Words of the vocabularies of STIX, as they stand there: a vocabulary is open, and its words are looked up elsewhere. */
const wordMembers = [
  ['threats.sourceFacts.kinds', /^(?!pattern_)[a-z]+(?:_[a-z]+)?_types$/],
  ['threats.sourceFacts.sectors', /^sectors$/],
  ['threats.sourceFacts.roles', /^roles$/],
  ['threats.sourceFacts.motivation', /^(?:primary_motivation|secondary_motivations|personal_motivations)$/],
  ['threats.sourceFacts.sophistication', /^sophistication$/],
  ['threats.sourceFacts.resources', /^resource_level$/],
  ['threats.sourceFacts.goals', /^(?:goals|objective)$/],
  ['threats.sourceFacts.capabilities', /^capabilities$/],
  ['threats.sourceFacts.version', /^tool_version$/],
  ['threats.sourceFacts.howOften', /^(?:count|number_observed)$/],
] as const;

function readWords(t: Translate, object: Record<string, unknown>): { name: string; text: string }[] {
  return wordMembers.flatMap(([name, form]) => {
    const members = Object.keys(object).filter((member) => form.test(member));
    const words = members.flatMap((member) => {
      const value = object[member];
      return typeof value === 'number' ? [t.number(value)] : strings([value].flat());
    });
    return words.length === 0 ? [] : [{ name: t(name), text: [...new Set(words)].join(', ') }];
  });
}

function toReference(one: Record<string, unknown>): Reference[] {
  const text = (member: string): string | null => {
    const value = one[member];
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  };
  const source = text('source_name');
  return source === null ? [] : [{ source, id: text('external_id'), url: text('url'), text: text('description') }];
}

const maxRefs = 50;
const isWord = ({ type }: Record<string, unknown>): boolean => type === 'note' || type === 'opinion';

/** An object's own confidence, opinion and attribution are its author's: said with his name, and never as a fact. */
function readHeld(t: Translate, object: Record<string, unknown>, author: string): { name: string; text: string }[] {
  const { confidence, opinion, type, relationship_type: relation } = object;
  const words = confidenceWords(confidence);
  const held = type === 'relationship' && typeof relation === 'string' ? sayAttribution(relation, author) : null;
  return [
    ...(held === null ? [] : [{ name: t('threats.sourceFacts.held'), text: sayHeld(t, held) }]),
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
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objects = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isObject) : []);

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one !== '') : [];
