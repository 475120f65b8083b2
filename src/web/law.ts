import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { titled, translationsOf } from './i18n/names.ts';
import { request } from './http.ts';

const text = z.string();
const lawSchema = z.object({
  purposes: z.array(titled),
  instruments: z.array(
    z.object({
      instrument: text,
      names: z.record(text, text),
      caution: text.nullable(),
      translations: translationsOf({ caution: text }),
      articles: z.array(
        z.object({
          article: text,
          title: text,
          text: text.nullable(),
          language: text,
          translations: translationsOf({ title: text, text }),
          evidence: text.nullable(),
        }),
      ),
    }),
  ),
  offences: z.array(
    z.object({
      code: text,
      title: text,
      elements: z.array(text),
      guard: text.nullable(),
      translations: translationsOf({ title: text, elements: z.array(text), guard: text }),
    }),
  ),
  barred: z.array(titled.extend({ rule: text })),
});
export type Law = z.infer<typeof lawSchema>;

/** What the profile says in full: articles, offences, purposes. It changes with the profile alone. */
export const useLaw = () =>
  useQuery({ queryKey: ['law'], queryFn: () => request(lawSchema, '/api/kinds/texts'), staleTime: Infinity });
