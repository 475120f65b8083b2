import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { useT } from '#web/i18n/use-t.ts';

type Props = { covers: 'desk' | 'case' | 'inquiry'; subject: string | null };

/** What an assignment covers, as a link where that is a record. */
export function Covered({ covers, subject }: Props) {
  const t = useT();
  const word = t.term('assignmentCovers', covers);
  if (subject === null) return <>{word}</>;
  return (
    <PageLink
      to={covers === 'inquiry' ? links.demand(subject) : links.record(subject)}
    >{`${word} ${subject}`}</PageLink>
  );
}
