import { z } from 'zod';
import { fetchRecord } from './api.ts';
import type { RecordSummary } from './api.ts';

const bodySchema = z.object({
  status: z.enum(['machine', 'human', 'certified']),
  texts: z.array(z.object({ path: z.string(), text: z.string() })),
});
type Texts = z.infer<typeof bodySchema>['texts'];

/** The text of a record in another language: by whom, and how far it can be relied on. */
export type Translated = z.infer<typeof bodySchema> & { ref: string; author: string; lang: string };

export const translationKind = 'record.translation';

/** Those of these records that are translations and whose content may be read. */
export async function fetchTranslations(related: readonly RecordSummary[]): Promise<Translated[]> {
  const those = related.filter(
    ({ kind, destroyed, verdict }) =>
      kind === translationKind && !destroyed && (verdict === 'own' || verdict === 'accepted'),
  );
  const details = await Promise.all(those.map(({ ref }) => fetchRecord(ref)));
  return details.flatMap(({ ref, author, body, envelope }) =>
    body === null ? [] : [{ ref, author, lang: envelope.lang ?? '', ...bodySchema.parse(JSON.parse(body)) }],
  );
}

/** A body with the texts of a translation in their places (RFC 6901). What is no text in the original stays as it is. */
export function inTranslation(value: unknown, texts: Texts): unknown {
  const at = new Map(texts.map(({ path, text }) => [path, text]));
  const go = (one: unknown, path: string): unknown => {
    if (typeof one === 'string') return at.get(path) ?? one;
    if (Array.isArray(one)) return one.map((item, i) => go(item, `${path}/${i}`));
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, member]) => [key, go(member, `${path}/${escaped(key)}`)]));
  };
  return go(value, '');
}

export const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
