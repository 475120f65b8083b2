import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';

/** What a recipient waits for: ours, which can be released too, or another's, for which it has to ask. */
export function Lacking({ record, to }: { record: string; to: string }) {
  const t = useT();
  const { node } = useSession();
  const [author = ''] = record.split('/', 1);
  if (author !== node.code) return <>{t('releases.outcome.itWaitsThereFor', { ref: record, author, to })}</>;
  return (
    <>
      {t('releases.outcome.itWaitsForOurs', { to })}{' '}
      <PageLink to={links.record(record)} inText>
        {record}
      </PageLink>
    </>
  );
}
