import type { Translate } from './translate.ts';

/** The label of a member of a record's content; its name made readable where no language knows it, as in a kind of a later program. */
export function labelOf(t: Pick<Translate, 'term'>, name: string, title?: string): string {
  const label = t.term('field', name);
  return label === name ? (title ?? readable(name)) : label;
}

/** What is told beside a field; as the schema has it where no language does. */
export function hintOf(t: Pick<Translate, 'term'>, name: string, description?: string): string | undefined {
  const hint = t.term('hint', name);
  return hint === name ? description : hint;
}

/** 'alsoKnownAs' → 'Also known as' */
function readable(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Words that a page says elsewhere too. */
const lists: Readonly<Record<string, string>> = {
  class: 'identityClass',
  direction: 'direction',
  opinion: 'opinion',
  role: 'role',
  term: 'term',
  weight: 'weight',
};

/** The word of a member's closed list by its meaning; the word itself where it has none. */
export function wordOf(t: Pick<Translate, 'term'>, name: string, word: string): string {
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (list !== undefined) return t.term(list, word);
  const key = `${name}.${word}`;
  const said = t.term('value', key);
  return said === key ? word : said;
}
