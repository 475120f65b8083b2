/**
 * Characters that change how their neighbours look and show nothing themselves: controls, bidirectional overrides, zero-width and tag
 * characters, fillers, and selectors where there is no variant to select. In text from another node they can make a page say what was
 * not written (Unicode TR 36 §3; CVE-2021-42574), so they are spelled out. What joins or parts letters, in Persian or Hindi, stays.
 */
const unseen =
  /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u2800\ufff9-\ufffb]|(?![\u200c\u200d]|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|(?<!\p{Extended_Pictographic}|\p{Script=Han}|\p{Script=Mongolian})(?!\ufe0f\u20e3)\p{Variation_Selector}/gu;

/** The text with every unseen character written as its code point: `⟨U+202E⟩`. Line ends and tabs stay. */
export function visibleText(text: string): string {
  return text.replace(unseen, (found) => `⟨U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
