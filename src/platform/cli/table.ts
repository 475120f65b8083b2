/**
 * Columns padded to their widest cell, for a terminal; without rows it says so. Control characters are shown as `·`:
 * foreign text must not steer it.
 */
export function toTable(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return 'nothing found';
  const cells = [head, ...rows].map((row) => row.map((cell) => printable(cell)));
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What steers a terminal or shows nothing in it, fillers of syllables and the empty pattern of braille among them; the look of an emoji may be chosen. */
const unseen = /[\p{Cc}\p{Cf}\u2800]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;

/** Text of several lines without what steers a terminal; line ends and tabs stay. */
export const harmless = (text: string): string =>
  text.replaceAll(unseen, (character) => (character === '\n' || character === '\t' ? character : '·'));

/** A sentence in full on one line, without what steers a terminal: a reason that is cut tells half. */
export const oneLine = (text: string): string => text.replaceAll(unseen, '·');

export function printable(value: unknown): string {
  const text = value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
  return oneLine(text).slice(0, 120);
}
