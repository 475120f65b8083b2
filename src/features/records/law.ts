import type { z } from 'zod';
import type { Alliance } from '#features/alliance/model.ts';
import type { kindsSchema, lawSchema } from './view.ts';

type Profile = Alliance['profile'];

const toPurposes = ({ purposes }: Profile) =>
  purposes.map(({ code, title, translations = {} }) => ({ code, title, translations }));

/** The legal texts of a profile as a form shows them. */
export function readLaw(profile: Profile): z.infer<typeof lawSchema> {
  const { instruments, offenceFamilies, barredGrounds } = profile;
  return {
    purposes: toPurposes(profile),
    instruments: instruments.map(({ id, names, caution, articles, translations = {} }) => ({
      instrument: id,
      names,
      caution: caution ?? null,
      translations,
      articles: articles.map((one) => ({
        article: one.article,
        title: one.title,
        text: one.text ?? null,
        language: one.language ?? 'en',
        translations: one.translations ?? {},
        evidence: one.evidence ?? null,
      })),
    })),
    offences: (offenceFamilies ?? []).map(({ code, title, elements, guard, translations = {} }) => ({
      code,
      title,
      elements,
      guard: guard ?? null,
      translations,
    })),
    barred: (barredGrounds ?? []).map(({ code, title, rule, translations = {} }) => ({
      code,
      title,
      rule,
      translations,
    })),
  };
}

/** What may be said about the handling of new content. */
export function readHandling(profile: Profile): Omit<z.infer<typeof kindsSchema>, 'kinds'> {
  return {
    basis: profile.instruments.map(({ id, names, articles }) => ({
      instrument: id,
      title: names.en,
      names,
      articles: articles.map(({ article, title, translations = {} }) => ({
        article,
        title,
        translations: titlesOf(translations),
      })),
    })),
    purposes: toPurposes(profile),
    tlp: profile.markings.tlp,
    base: profile.markings.base,
  };
}

const titlesOf = (translations: Readonly<Record<string, { title?: string }>>) =>
  Object.fromEntries(
    Object.entries(translations).flatMap(([tag, { title }]) => (title === undefined ? [] : [[tag, { title }]])),
  );
