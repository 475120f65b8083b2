import { z } from 'zod';

/** Text on one line. Control characters and bidirectional overrides are refused: they make a label lie on screen. */
export const text = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]+$/u, 'control or direction-override characters');

/** BCP 47, as far as a profile needs it: language, script, region. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/, 'not a language tag');

const maxLanguages = 24;

/** A name in several languages. English is the bridge and always there. */
export const names = z
  .object({ en: text(160) })
  .catchall(text(160))
  .refine((all) => Object.keys(all).length <= maxLanguages, 'more than 24 languages')
  .refine((all) => Object.keys(all).every((tag) => languageTag.safeParse(tag).success), 'a key is not a language tag');

const inOthers = <T extends z.ZodType>(said: T) =>
  z
    .record(languageTag, said)
    .refine((all) => !Object.hasOwn(all, 'en'), 'English stands beside it')
    .refine((all) => Object.keys(all).length <= maxLanguages, 'more than 24 languages');

/** Names in other languages, beside a `name` in English. */
export const otherNames = inOthers(text(160));

/**
 * What an entry of a profile says, in other languages, member by member; an officer whose language is not there reads the entry itself.
 * Nothing is translated that the entry does not say: a list has as many parts, and an article without text gets none.
 * Programs up to 0.2.0 take no profile with translations.
 */
export const translations = <S extends z.core.$ZodLooseShape>(members: S) => inOthers(z.strictObject(members));

type Translated = { translations?: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

/** Errors by path; none where each translation is of something that the entry says. */
export const checkTranslated = (entry: Translated, context: z.RefinementCtx): void => {
  for (const [tag, said] of Object.entries(entry.translations ?? {}))
    for (const [member, value] of Object.entries(said)) {
      const original = (entry as Readonly<Record<string, unknown>>)[member];
      const isLike = Array.isArray(value)
        ? Array.isArray(original) && original.length === value.length
        : original !== undefined;
      if (isLike) continue;
      context.addIssue({ code: 'custom', path: ['translations', tag, member], message: 'not what is translated' });
    }
};
