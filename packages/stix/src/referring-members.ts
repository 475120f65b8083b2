import type { StixValue } from './types.ts';

/** Who made an object and how it may be handled say nothing of what it is; all objects of a source would be one another's neighbours. */
const NOT_ABOUT_CONTENT = /(?:_by_ref|marking_refs?)$/;

/** The members of an object and of its extensions that refer, but to its author and its markings, with what they name. */
export function* referringMembers(value: StixValue): Generator<[string, readonly unknown[]]> {
  const extensions = isObject(value.extensions) ? Object.values(value.extensions).filter(isObject) : [];
  for (const part of [value, ...extensions]) {
    for (const [member, named] of Object.entries(part)) {
      if (NOT_ABOUT_CONTENT.test(member)) continue;
      if (member.endsWith('_ref')) yield [member, [named]];
      else if (member.endsWith('_refs') && Array.isArray(named)) yield [member, named];
    }
  }
}

const isObject = (value: unknown): value is StixValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
