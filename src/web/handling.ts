import { z } from 'zod';
import { request } from './http.ts';
import { inLanguage, titled, translationsOf } from './i18n/names.ts';
import type { Translate } from './i18n/translate.ts';

/** What the profile offers for the handling of new content: bases, purposes and labels. Part of `GET /api/kinds`. */
export const handlingOptionsSchema = z.object({
  basis: z.array(
    z.object({
      instrument: z.string(),
      title: z.string(),
      names: z.record(z.string(), z.string()),
      articles: z.array(
        z.object({
          article: z.string(),
          title: z.string(),
          translations: translationsOf({ title: z.string() }),
        }),
      ),
    }),
  ),
  purposes: z.array(titled),
  tlp: z.array(z.string()),
  base: z.array(z.string()),
});

export type HandlingOptions = z.infer<typeof handlingOptionsSchema>;

export const fetchHandlingOptions = () => request(handlingOptionsSchema, '/api/kinds');

/** What must be said about content before it is sealed. `basis` is `<instrument>:<article>`; '' is not chosen yet. */
export type Handling = { tlp: string; base: string; basis: string; purpose: string; retainUntil: string };

/** No label is chosen beforehand: a missing one is to be refused, not guessed. Retention is one year unless changed. */
export const newHandling = (retainUntil: string): Handling => ({
  tlp: '',
  base: 'unclassified',
  basis: '',
  purpose: '',
  retainUntil,
});

/** The articles of the profile to choose from, by instrument. */
export const basisChoices = (t: Translate, { basis }: HandlingOptions) =>
  basis.map((one) => ({
    group: one.names[t.locale] ?? one.title,
    items: one.articles.map((entry) => ({
      value: `${one.instrument}:${entry.article}`,
      label: t('ui.handlingFields.article', { article: entry.article, title: inLanguage(t, entry).title }),
    })),
  }));

/** The purposes of the profile to choose from. */
export const purposeChoices = (t: Translate, { purposes }: Pick<HandlingOptions, 'purposes'>) =>
  purposes.map((one) => ({ value: one.code, label: inLanguage(t, one).title }));

/** The two parts of a chosen basis. */
export function splitBasis(basis: string): { instrument: string; article: string } {
  const [instrument = '', article = ''] = basis.split(':');
  return { instrument, article };
}
