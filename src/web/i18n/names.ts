import { z } from 'zod';
import type { Translate } from './translate.ts';

/** What the profile names in several languages; `name` is its English. */
export const named = z.object({ name: z.string(), names: z.record(z.string(), z.string()) });

/** Its name in the language of the pages, the English one where the profile has none in it. */
export const nameIn = ({ locale }: Pick<Translate, 'locale'>, { name, names }: z.infer<typeof named>): string =>
  names[locale] ?? name;
