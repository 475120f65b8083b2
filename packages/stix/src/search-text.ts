import { observableTexts } from './observable-text.ts';
import { personTexts } from './person-texts.ts';
import { isPersonBearing } from './persons.ts';
import { translatedTexts } from './translations.ts';
import type { StixValue } from './types.ts';

/** Most bytes of UTF-8 that one object gives to the index. */
const MAX_BYTES = 16 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** The first `MAX_BYTES` bytes of a text, cut between characters. */
function bounded(text: string): string {
  if (text.length * 3 <= MAX_BYTES) return text;
  const bytes = new Uint8Array(MAX_BYTES);
  const { written } = encoder.encodeInto(text, bytes);
  return decoder.decode(bytes.subarray(0, written));
}

/**
 * The text by which an object can be found, one part per line, at most 16 KiB: name, what a translation says, aliases, external ids, pattern, values of
 * observables and MISP attributes, and last the description. Empty for objects that describe persons, which are never indexed;
 * for the same reason a pattern that looks for persons' addresses or accounts is left out, and so is each text that repeats one of them.
 */
export function searchText(value: StixValue): string {
  if (isPersonBearing(value)) return '';
  const isPersons = personTexts(value);
  const parts: string[] = [];
  let length = 0;
  // A loop, not arguments: an array of an object may be longer than a call can take.
  const addAll = (texts: readonly unknown[]): void => {
    for (const text of texts) {
      if (length > MAX_BYTES) return;
      if (typeof text !== 'string' || text === '' || isPersons?.(text.slice(0, MAX_BYTES))) continue;
      parts.push(text);
      length += text.length + 1;
    }
  };
  addAll([value.name]);
  addAll(translatedTexts(value));
  addAll(strings(value.aliases));
  addAll(strings(value.x_mitre_aliases));
  if (Array.isArray(value.external_references)) {
    for (const reference of value.external_references as unknown[]) {
      if (typeof reference === 'object' && reference !== null) addAll([(reference as StixValue).external_id]);
    }
  }
  if (isPersons === undefined) addAll([value.pattern]);
  addAll(observableTexts(value));
  addAll([value.x_misp_name, value.x_misp_value]);
  if (Array.isArray(value.x_misp_attributes)) {
    for (const attribute of value.x_misp_attributes as unknown[]) {
      if (typeof attribute === 'object' && attribute !== null) addAll([(attribute as StixValue).value]);
    }
  }
  addAll([value.description]);
  return bounded(parts.join('\n'));
}
