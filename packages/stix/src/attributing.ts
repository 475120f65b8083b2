import { referringMembers } from './referring-members.ts';
import { asSeen } from './lines.ts';
import type { StixValue } from './types.ts';

/** Relationships of STIX 2.1 (Appendix B) that say who or where something comes from, without their hyphens. */
const ATTRIBUTING: ReadonlySet<string> = new Set(['attributedto', 'authoredby', 'originatesfrom']);

/**
 * Whether a relationship type, or the name of a member that refers, attributes something to somebody: what its author holds, and no fact.
 * However it is spelled: nobody gets a fact shown by a capital letter, by a letter that shows nothing, or by a member `attributed_to_ref`.
 */
export const isAttributing = (relation: unknown): boolean =>
  typeof relation === 'string' &&
  asSeen(relation)
    .split(/[:/]/)
    .some((part) => ATTRIBUTING.has(part.replaceAll(/[^\p{L}\p{N}]/gu, '').replace(/refs?$/, '')));

/** What an object says of who or where something comes from. */
export interface Attribution {
  readonly source: string;
  readonly target: string;
  /** As it is spelled there. */
  readonly relation: string;
}

/** Most attributions that are read of one object. */
const MAX_ATTRIBUTIONS = 100;

/** What an object attributes: a relationship one thing; any other object what its own members, or those of its extensions, say. */
export function attributionsOf(value: StixValue): Attribution[] {
  const { id, type, relationship_type: relation, source_ref: source, target_ref: target } = value;
  if (type === 'relationship')
    return isAttributing(relation) && isId(relation) && isId(source) && isId(target)
      ? [{ source, target, relation }]
      : [];
  if (!isId(id)) return [];
  const found: Attribution[] = [];
  for (const [member, targets] of referringMembers(value)) {
    if (!isAttributing(member)) continue;
    for (const one of targets) if (isId(one)) found.push({ source: id, target: one, relation: member });
  }
  return found.slice(0, MAX_ATTRIBUTIONS);
}

const isId = (one: unknown): one is string => typeof one === 'string';
