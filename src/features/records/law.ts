import type { z } from 'zod';
import type { Alliance } from '#features/alliance/model.ts';
import type { lawSchema } from './view.ts';

/** The legal texts of a profile as a form shows them. */
export function readLaw({
  instruments,
  offenceFamilies,
  barredGrounds,
}: Alliance['profile']): z.infer<typeof lawSchema> {
  return {
    instruments: instruments.map(({ id, names, caution, articles }) => ({
      instrument: id,
      names,
      caution: caution ?? null,
      articles: articles.map(({ article, title, text, evidence }) => ({
        article,
        title,
        text: text ?? null,
        evidence: evidence ?? null,
      })),
    })),
    offences: (offenceFamilies ?? []).map(({ code, title, elements, guard }) => ({
      code,
      title,
      elements,
      guard: guard ?? null,
    })),
    barred: (barredGrounds ?? []).map(({ code, title, rule }) => ({ code, title, rule })),
  };
}
