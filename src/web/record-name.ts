import { useCare } from './care.ts';
import type { Translate } from './i18n/translate.ts';
import { sayTitle } from './i18n/titles.ts';
import { useT } from './i18n/use-t.ts';
import { usePurposeName } from './Purpose.tsx';
import { visibleText } from './ui/visible-text.ts';

export type Named = { kind: string; title: string | null };
/** `disturbing`: its author marked it so. */
export type Titled = Named & { disturbing?: boolean };

/** A title when there is one to show, otherwise the kind says most; what the node counts, in the officer's language. */
export function nameOf(t: Translate, { title, kind }: Named, purposeName?: (code: string) => string): string {
  if (title === null) return t.term('kind', kind);
  // It is called by the act that it confirms.
  if (kind === 'approval.confirmation') return t('records.confirmationOf', { title });
  return sayTitle(t, { kind, title }, purposeName);
}

/** What a record is called, its title shown. */
export function useTitleOf(): (one: Named) => string {
  const t = useT();
  const purposeName = usePurposeName();
  return (one) => visibleText(nameOf(t, one, purposeName));
}

/** What a record is called where only a word can stand: what its author marked as disturbing by its kind, as its own page does until it is asked for. */
export function useNameOf(): (one: Titled) => string {
  const t = useT();
  const titleOf = useTitleOf();
  const { holds } = useCare();
  return (one) =>
    one.disturbing === true && holds.has('fold')
      ? t('care.folded.named', { kind: t.term('kind', one.kind) })
      : titleOf(one);
}
