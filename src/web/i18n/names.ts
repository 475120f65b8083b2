import { z } from 'zod';
import type { Translate } from './translate.ts';

/** What the profile names in several languages; `name` is its English. */
export const named = z.object({ name: z.string(), names: z.record(z.string(), z.string()) });

/** Its name in the language of the pages, the English one where the profile has none in it. */
export const nameIn = ({ locale }: Pick<Translate, 'locale'>, { name, names }: z.infer<typeof named>): string =>
  names[locale] ?? name;

/** What an entry of the profile says in other languages, member by member. */
export const translationsOf = <S extends z.core.$ZodLooseShape>(members: S) =>
  z.record(z.string(), z.object(members).partial());

export const titled = z.object({
  code: z.string(),
  title: z.string(),
  translations: translationsOf({ title: z.string() }),
});

type Translated = { translations: Readonly<Record<string, object>> };

/** The entry in the language of the pages; what the profile does not say in it stays in English, or as it is (`languageOf`). */
export const inLanguage = <E extends Translated>({ locale }: Pick<Translate, 'locale'>, entry: E): E => ({
  ...entry,
  ...entry.translations[locale],
});

/** In which language a member of an entry is shown, to be said where it is another than that of the page. */
export const languageOf = <E extends Translated & { language?: string }>(
  { locale }: Pick<Translate, 'locale'>,
  entry: E,
  member: keyof E & string,
): string => (Object.hasOwn(entry.translations[locale] ?? {}, member) ? locale : (entry.language ?? 'en'));
