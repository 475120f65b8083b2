import { z } from 'zod';
import { json, request } from '#web/http.ts';

const originalSchema = z.object({
  ref: z.string(),
  digest: z.string(),
  case: z.string().nullable(),
  marking: z.object({ tlp: z.string(), base: z.string() }).nullable(),
  body: z.string().nullable(),
  envelope: z.object({
    basis: z.array(z.object({ instrument: z.string(), article: z.string() })).optional(),
    purpose: z.string().optional(),
    retainUntil: z.string().optional(),
    lang: z.string().optional(),
  }),
});
export type Original = z.infer<typeof originalSchema>;

export const fetchOriginal = (ref: string): Promise<Original> =>
  request(originalSchema, `/api/records/${ref.split('/').map(encodeURIComponent).join('/')}`);

export type Text = { path: string; text: string };
export type Written = { lang: string; status: string; texts: Text[] };

/** Seals a translation under the very handling of its original. */
export const sealTranslation = ({ ref, digest, marking, envelope }: Original, { lang, ...said }: Written) =>
  request(
    z.object({ ref: z.string() }),
    '/api/records',
    json('POST', {
      kind: 'record.translation',
      marking,
      basis: envelope.basis,
      purpose: envelope.purpose,
      retainUntil: envelope.retainUntil,
      lang,
      about: [ref],
      body: { of: { ref, digest }, ...said },
    }),
  );

const isWords = (text: string): boolean => /\p{L}{2}.*\s.*\p{L}/su.test(text);

/** The texts of a body that are made of words, each with its place (RFC 6901). */
export function textsOf(value: unknown, path = ''): Text[] {
  if (typeof value === 'string') return isWords(value) ? [{ path, text: value }] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => textsOf(item, `${path}/${i}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    textsOf(member, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
