/** PostgreSQL's text holds every character but U+0000 (§8.3); what is shown of a foreign text has U+FFFD in its place. */
export const storableText = (text: string): string => text.replaceAll('\u0000', '\ufffd');
