import { IMPERSONAL_TYPES } from './edges.ts';
import { endText, MAX_LINE } from './lines.ts';
import type { StixValue } from './types.ts';
import { typeOfId } from './validate/identifiers.ts';

/** More lists and objects within each other, and more values, are not read. */
const MAX_DEPTH = 8;
const MAX_VALUES = 10_000;
const MAX_TAGS = 5;
const MAX_TAG = 12;

const isObject = (value: unknown): value is StixValue => typeof value === 'object' && value !== null;

/**
 * What a translation says in other languages (STIX 2.1 §7.1), language by language; nothing where what it translates may describe a
 * person: of an actor, an identity, observed data or a type of somebody's own only that object tells, and it may not be here. Nothing of
 * indicators either, whose texts repeat the address that they look for.
 */
function languagesOf({ type, object_ref: of, contents }: StixValue): [tag: string, members: StixValue][] {
  if (type !== 'language-content' || typeof of !== 'string' || !isObject(contents)) return [];
  const translated = typeOfId(of) ?? '';
  if (!IMPERSONAL_TYPES.has(translated) || translated === 'indicator') return [];
  return Object.entries(contents).flatMap(([tag, members]) => (isObject(members) ? [[tag, members]] : []));
}

/** What a translation calls the object that it translates, in each language that it has. Empty for other objects. */
export const translatedNames = (value: StixValue): string[] =>
  languagesOf(value).flatMap(([, { name }]) => (typeof name === 'string' && name !== '' ? [name] : []));

/** Every text of a translation, names first. Empty for other objects. */
export function translatedTexts(value: StixValue): string[] {
  const texts = translatedNames(value);
  let left = MAX_VALUES;
  const add = (one: unknown, depth: number): void => {
    if (left-- <= 0) return;
    if (typeof one === 'string') texts.push(one);
    else if (isObject(one) && depth < MAX_DEPTH) for (const part of Object.values(one)) add(part, depth + 1);
  };
  for (const [, { name: _, ...members }] of languagesOf(value)) add(members, 0);
  return texts;
}

/** `translation (ru): <id>`: what a translation is called, by what it translates. Undefined for other objects. */
export function translationName({ type, object_ref: of, contents }: StixValue): string | undefined {
  if (type !== 'language-content' || typeof of !== 'string' || of === '') return undefined;
  const tags = isObject(contents)
    ? Object.keys(contents).filter((tag) => tag.length <= MAX_TAG && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(tag))
    : [];
  const said = `translation${tags.length > 0 ? ` (${tags.slice(0, MAX_TAGS).join(', ')})` : ''}: `;
  return said + endText(of, MAX_LINE - said.length);
}
