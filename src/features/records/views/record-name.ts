import type { Translate } from '#web/i18n/translate.ts';

/** Kinds whose titles the node makes of numbers, in English: accounts, control records and counts. Titles of others are their authors' words. */
const counted: ReadonlySet<string> = new Set([
  'approval.confirmation',
  'audit.batch',
  'gate.block',
  'incident.count',
  'leaf.demand',
  'leaf.opening',
  'recall',
  'receipt',
  'refusal',
  'release',
]);

/** A title when there is one to show, otherwise the kind says most; what the node counts, in the officer's language. */
export function nameOf(t: Translate, { title, kind }: { title: string | null; kind: string }): string {
  if (title === null) return t.term('kind', kind);
  if (t.locale === 'en' || !counted.has(kind)) return title;
  const count = /^\d+/.exec(title)?.[0];
  return count === undefined ? t.term('kind', kind) : `${t.term('kind', kind)}: ${t.number(Number(count))}`;
}
