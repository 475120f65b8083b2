/** Most of a line that is made here, in UTF-16 units: longer titles are cut where they are stored. */
export const MAX_LINE = 200;
const MAX_RELATION = 80;

/** What shows nothing: controls, fillers of syllables, selectors of variants, the empty pattern of braille. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text as its readers see it, in small letters: spaces as one, and nothing of what shows nothing. */
export const asSeen = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\t\n\v\f\r\u2800]/g, ' ')
    .replaceAll(UNSEEN, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** One line of at most so many UTF-16 units, cut between code points. */
export function line(text: string, most = MAX_LINE): string {
  const flat = text
    .slice(0, MAX_LINE * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length <= most ? flat : `${flat.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Within quotation marks that nothing between them ends. */
export const quoted = (text: string): string => `“${text.replaceAll(/[“”]/g, '"')}”`;

/**
 * A relation as it may stand in what is said here: a term of STIX 2.1 §3.7 as it is. What is none may say anything, `xa holds: uses` too,
 * by letters that show nothing or look like others: it stands in quotation marks (SG-26).
 */
export const relationText = (relation: string): string =>
  /^[A-Za-z0-9_-]{0,80}$/.test(relation) ? relation : quoted(line(relation, MAX_RELATION));

const ID = /^[a-z0-9-]{1,100}--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What another object is named by in a line: its id. Anything else are an author's own words, in quotation marks. */
export const endText = (end: string, most: number): string =>
  end.length <= most && ID.test(end) ? end : quoted(line(end, most - 2));
