import { confidenceWords, isAttributing } from '@tamga/stix';
import type { StixValue } from '@tamga/stix';
import { sayAttribution } from './model.ts';
import { isPersonId } from './remark-model.ts';
import type { Remark } from './remark-model.ts';

/** What is known of a remark besides its text. `author`: the participant whose record it is. */
export type RemarkFacts = Pick<Remark, 'what' | 'ref' | 'id' | 'author' | 'at' | 'revoked'>;

/** Objects that may be told here, with the names that this author, or else others, give them. What is not among them may be a person. */
export type Told = ReadonlyMap<string, string | null>;

const maxText = 4_000;
/** What speaks of more is no remark on one of them. */
export const maxSubjects = 200;

/** The objects that a remark is about besides the one that is asked for, and who made it: each may be a person. */
export function namedBy(what: Remark['what'], value: StixValue): { about: string[]; createdBy: string | null } {
  const about = what === 'attribution' ? [value.target_ref] : what === 'confidence' ? [] : value.object_refs;
  return {
    about: Array.isArray(about) ? about.filter((one): one is string => typeof one === 'string') : [],
    createdBy: typeof value.created_by_ref === 'string' ? value.created_by_ref : null,
  };
}

/**
 * A remark as it is shown. Undefined when there is nothing to show; or when it is about what may be a person as well, for its words would then be
 * read of that person (SG-07). Names of people who wrote it (`authors`) are left to its own text.
 */
export function toRemark(facts: RemarkFacts, value: StixValue, told: Told): Remark | undefined {
  const { what, author } = facts;
  const { about, createdBy } = namedBy(what, value);
  if (about.some((id) => !told.has(id) || isPersonId(id))) return undefined;
  const { confidence, relationship_type: relation, target_ref: target } = value;
  const words = confidenceWords(confidence);
  const isAttribution = what === 'attribution' && typeof relation === 'string' && isAttributing(relation);
  if (what === 'attribution' ? !isAttribution : what === 'confidence' && words === undefined) return undefined;
  const to = isAttribution && typeof target === 'string' ? { id: target, name: told.get(target) ?? null } : null;
  return {
    ...facts,
    createdBy: createdBy === null ? null : (told.get(createdBy) ?? null),
    opinion: what === 'opinion' ? textOf(value.opinion, 100) : null,
    held: isAttribution ? sayAttribution(relation, author) : null,
    to,
    abstract: what === 'note' ? textOf(value.abstract, maxText) : null,
    text: what === 'confidence' ? null : textOf(value[textMembers[what]], maxText),
    confidence: words === undefined ? null : { value: confidence as number, words, scale: 'wep' },
  };
}

const textMembers = { opinion: 'explanation', note: 'content', attribution: 'description' } as const;

function textOf(value: unknown, max: number): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const characters = [...value];
  return characters.length <= max ? value : `${characters.slice(0, max - 1).join('')}…`;
}
