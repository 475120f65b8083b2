import { observableName } from './observable-text.ts';
import { personTexts } from './person-texts.ts';
import { translationName } from './translations.ts';
import type { StixValue } from './types.ts';

const MAX_LENGTH = 200;

/** One line, at most 200 characters, cut between code points. */
function line(text: string): string {
  const flat = text
    .slice(0, MAX_LENGTH * 4)
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...flat];
  return characters.length <= MAX_LENGTH ? flat : `${characters.slice(0, MAX_LENGTH - 1).join('')}…`;
}

/**
 * What to call an object on screen: its name, the value of an observable, `type: source → target` of a relationship, what a sighting is
 * of, what a translation translates, an indicator's pattern, and its id when it has nothing better. Never empty for an object with an id or a type. What a pattern looks
 * for persons by is no name (SG-07).
 */
export function nameOf(value: StixValue): string {
  const isPersons = personTexts(value);
  const found = [
    value.name,
    observableName(value),
    relationName(value),
    translationName(value),
    value.x_misp_value,
    value.x_misp_name,
  ];
  found.push(value.abstract, isPersons ? undefined : value.pattern, value.content, value.opinion);
  const names = found.filter(isText).filter((text) => !isPersons?.(line(text)));
  const [name] = [...names, ...[value.id, value.type].filter(isText)];
  return name === undefined ? '' : line(name);
}

const isText = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '';

function relationName(value: StixValue): string | undefined {
  const { type, relationship_type: relation, source_ref: source, target_ref: target, sighting_of_ref: sighted } = value;
  if (type === 'relationship' && typeof source === 'string' && typeof target === 'string') {
    return `${typeof relation === 'string' ? relation : 'relationship'}: ${source} → ${target}`;
  }
  if (type === 'sighting' && typeof sighted === 'string') return `sighting: ${sighted}`;
  return undefined;
}
