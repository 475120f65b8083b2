import { observableName } from './observable-text.ts';
import { endText, line, MAX_LINE, quoted, relationText } from './lines.ts';
import { readsLikeLine } from './own-words.ts';
import { personTexts } from './person-texts.ts';
import { translationName } from './translations.ts';
import type { StixValue } from './types.ts';

/** An author's own words as one line; in quotation marks where they read like a line that is made here (SG-26). */
const ownLine = (text: string): string => (readsLikeLine(line(text)) ? quoted(line(text, MAX_LINE - 2)) : line(text));

/**
 * What to call an object on screen: its name, the value of an observable, `type: source → target` of a relationship, what a sighting is
 * of, what a translation translates, an indicator's pattern, and its id when it has nothing better. Never empty for an object with an id or a type. What a pattern looks
 * for persons by is no name (SG-07). What an author wrote and reads like a line that is made here of a relationship, a sighting or a
 * translation stands in quotation marks: only the lines that are made here stand without.
 */
export function nameOf(value: StixValue): string {
  const isPersons = personTexts(value);
  const own = (text: unknown): string | undefined =>
    isText(text) && !isPersons?.(line(text)) ? ownLine(text) : undefined;
  const made = (text: string | undefined): string | undefined =>
    text === undefined || isPersons?.(line(text)) ? undefined : line(text);
  const { id, type, abstract, content, opinion, pattern } = value;
  return (
    own(value.name) ??
    own(observableName(value)) ??
    made(relationName(value)) ??
    made(translationName(value)) ??
    [value.x_misp_value, value.x_misp_name, abstract, isPersons ? undefined : pattern, content, opinion]
      .map(own)
      .find((text) => text !== undefined) ??
    line([id, type].find(isText) ?? '')
  );
}

const isText = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '';

function relationName(value: StixValue): string | undefined {
  const { type, relationship_type: relation, source_ref: source, target_ref: target, sighting_of_ref: sighted } = value;
  if (type === 'relationship' && typeof source === 'string' && typeof target === 'string') {
    const said = typeof relation === 'string' ? relationText(relation) : 'relationship';
    // Each end is cut by itself: what no line has room for is never the arrow, by which it is known to attribute (SG-26).
    const most = Math.floor((MAX_LINE - `${said}:  → `.length) / 2);
    return `${said}: ${endText(source, most)} → ${endText(target, most)}`;
  }
  if (type === 'sighting' && typeof sighted === 'string')
    return `sighting: ${endText(sighted, MAX_LINE - 'sighting: '.length)}`;
  return undefined;
}
