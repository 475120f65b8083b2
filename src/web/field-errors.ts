import { ApiProblem } from './http.ts';
import type { Translate } from './i18n/translate.ts';

/** What is wrong in which field: by the path that the node has for it, such as `body.title` or `retainUntil`. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Which field a rule's code is about. */
const fieldOf: Readonly<Record<string, string>> = {
  tlp: 'tlp',
  'missing-marking': 'tlp',
  'SG-30': 'base',
  basis: 'basis',
  'missing-basis': 'basis',
  purpose: 'purpose',
  'missing-purpose': 'purpose',
  retention: 'retainUntil',
  'missing-retainUntil': 'retainUntil',
  case: 'case',
  replaces: 'replaces',
  'replaced-already': 'replaces',
  'not-author': 'replaces',
  about: 'about',
};

/** Where in a form the reasons of a refusal belong. The node's own words are English; elsewhere the field says that it is wrong. */
export function errorsOf(t: Translate, error: unknown): FieldErrors {
  if (!(error instanceof ApiProblem)) return {};
  const say = (words: string): string => (t.locale === 'en' ? words : t('ui.field.wrong'));
  const named = fieldOf[error.code];
  const items = error.items.map(({ path, message }) => [plain(path), say(message)] as const);
  // `title: too_small`, where a rule names the place in the content.
  const [, place] = error.code === 'body' ? (/^([\w.]+): /.exec(error.message) ?? []) : [];
  return Object.fromEntries([
    ...(named ? [[named, say(error.message)] as const] : []),
    ...(place === undefined ? [] : [[plain(`body.${place}`), say(error.message)] as const]),
    ...items.toReversed(),
  ]);
}

/** `about.0` is in the field `about`, `marking.tlp` in `tlp`, and a place in a list in the field of the list. */
function plain(path: string): string {
  const parts = path.replace(/^marking\./, '').split('.');
  const end = parts.findIndex((part) => /^\d+$/.test(part));
  return (end < 0 ? parts : parts.slice(0, end)).join('.');
}
