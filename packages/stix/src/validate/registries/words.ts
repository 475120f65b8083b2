/** The set of names in a text, separated by white space: data lists stay readable so. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
