/** Words of the language, which name neither a type nor a property unless they stand between apostrophes. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  'AND OR NOT FOLLOWEDBY LIKE MATCHES ISSUPERSET ISSUBSET EXISTS LAST IN START STOP SECONDS true false WITHIN REPEATS TIMES'.split(
    ' ',
  ),
);
