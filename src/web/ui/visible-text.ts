/**
 * Characters that change how their neighbours look and show nothing themselves: controls, bidirectional overrides,
 * zero-width and tag characters. In text from another node they can make a page say what was not written
 * (Unicode TR 36 §3; CVE-2021-42574), so they are spelled out.
 */
const unseen =
  /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** The text with every unseen character written as its code point: `⟨U+202E⟩`. Line ends and tabs stay. */
export function visibleText(text: string): string {
  return text.replace(unseen, (found) => `⟨U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
