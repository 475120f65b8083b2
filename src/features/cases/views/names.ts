import type { Translate } from '#web/i18n/translate.ts';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Case } from './api.ts';

/** What a record of the case is called. */
export const namesIn = (t: Translate, { records }: Pick<Case, 'records'>) => {
  const titles = new Map(records.map((one) => [one.ref, one.title ?? t.term('kind', one.kind)]));
  return (ref: string): string => visibleText(titles.get(ref) ?? ref);
};
