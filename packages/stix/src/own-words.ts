import { isAttributing } from './attributing.ts';
import { asSeen } from './lines.ts';
import { TYPE_WORDS } from './type-words.ts';

const arrow =
  '[\\u2190-\\u21ff\\u2794\\u2798-\\u27be\\u27f0-\\u27ff\\u2900-\\u297f\\u2b00-\\u2b4f\\u2b5a-\\u2bff\\u{1f800}-\\u{1f8ff}]';

/**
 * What stands in a line that is made here of a relationship, a sighting or a translation, and of an end of it that has no name; and in the
 * sentences by which each language of the pages says whose word something is (`title.*`, `threats.pathSearch.holds`).
 */
const made = new RegExp(
  [
    arrow,
    String.raw`^[^:]{1,100}: .*[-=]>`,
    String.raw`^\W*(?:sighting|наблюдение|目击|translation(?: \([^)]{0,100}\))?) ?:`,
    String.raw`: ?[a-z0-9-]{1,100}--[0-9a-f]{8}-`,
    String.raw`^[a-z0-9-]+ [0-9a-f]{8}(?:…|\.\.\.)`,
    String.raw`\bholds ?:|\b(?:holds|judges|proposed)\b.*\bas (?:reported|suspected|alleged)\b|\bnot a fact\b`,
    String.raw`по мнению [^:]{1,100}:|считает ?:|: (?:гипотеза|оценка),|а не факт`,
    String.raw`认为 ?:|的假设 ?,|的评估 ?,|而非事实`,
    String.raw`^\W*(?:приписывается|создано|происходит из|归因于|作者为|源自) ?:`,
  ].join('|'),
  'u',
);

/**
 * Whether one line of an author's reads like one that is made here, in any language of the pages: `xa holds: attributed-to: A → B`,
 * `sighting: A`, `attributed-to: A`, or the bare word of a type.
 */
export function readsLikeLine(line: string): boolean {
  const seen = asSeen(line);
  return made.test(seen) || TYPE_WORDS.has(seen) || (seen.includes(':') && isAttributing(seen));
}
