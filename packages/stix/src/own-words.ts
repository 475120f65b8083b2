import { IMPERSONAL_TYPES } from './edges.ts';

/** Types that lists show in place of a name, beside those that never describe a person. */
const PERSONAL_TYPES: ReadonlySet<string> = new Set([
  'email-addr',
  'email-message',
  'identity',
  'observed-data',
  'threat-actor',
  'user-account',
]);

const arrow = '[\\u2190-\\u21ff\\u2794\\u2798-\\u27be\\u27f0-\\u27ff\\u2900-\\u297f\\u2b00-\\u2b4f]';

/** What stands in a line that is made of a relationship, a sighting or a translation, and of an end of it that has no name. */
const made = new RegExp(
  [
    arrow,
    String.raw`^[^:]{1,100}: .*[-=]>`,
    String.raw`\bholds ?:`,
    String.raw`^\W*(?:sighting|translation(?: \([^)]*\))?) ?:`,
    String.raw`: ?[a-z0-9-]{1,100}--[0-9a-f]{8}-`,
    String.raw`^[a-z0-9-]+ [0-9a-f]{8}(?:…|\.\.\.)`,
  ].join('|'),
  'u',
);

/** Whether one line of an author's reads like one that is made here: `xa holds: attributed-to: A → B`, `sighting: A`, or the bare word of a type. */
export function readsLikeLine(line: string): boolean {
  const plain = line
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase();
  return made.test(plain) || IMPERSONAL_TYPES.has(plain) || PERSONAL_TYPES.has(plain);
}

/** Within quotation marks that nothing between them ends. */
export const quoted = (text: string): string => `“${text.replaceAll(/[“”]/g, '"')}”`;
