import { links } from '#web/links.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** A desk is told in words: as a bare word it reads like a place. */
export const wordOf = (t: Translate, covers: Props['covers']): string =>
  covers === 'desk' ? t('assignments.deskWork') : t.term('assignmentCovers', covers);

type Props = { covers: 'desk' | 'case' | 'inquiry'; subject: string | null };

/** What an assignment covers, as a link where that is a record. */
export function Covered({ covers, subject }: Props) {
  const t = useT();
  const word = wordOf(t, covers);
  if (subject === null) return <>{word}</>;
  return (
    <PageLink
      to={covers === 'inquiry' ? links.demand(subject) : links.record(subject)}
    >{`${word} ${subject}`}</PageLink>
  );
}
