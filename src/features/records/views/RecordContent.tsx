import { BodySection } from '#web/BodySection.tsx';
import { links } from '#web/links.ts';
import { usePurposeName } from '#web/Purpose.tsx';
import { useMay } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import type { RecordDetail } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

/** Why there is no content to show. */
function absence(
  t: Translate,
  nameOf: (purpose: string) => string,
  record: RecordDetail,
): { title: string; why: string } {
  const { contentWithheld, contentError, envelopeOnly, readers, withheld, hold, unassigned } = record;
  if (envelopeOnly) return { title: t('records.recordContent.envelope'), why: t('records.recordContent.envelopeWhy') };
  if (withheld && hold)
    return { title: t('records.recordContent.held'), why: t('records.recordContent.heldWhy', { until: hold.until }) };
  if (unassigned !== null)
    return {
      title: t('assignments.unassigned'),
      why: t('assignments.unassignedWhy', { purpose: nameOf(unassigned) }),
    };
  if (contentWithheld && readers)
    return {
      title: t('records.recordContent.reserved', { readers: readers.join(', ') }),
      why: t('records.recordContent.reservedWhy'),
    };
  if (contentWithheld)
    return { title: t('records.recordContent.withheld'), why: t('records.recordContent.withheldWhy') };
  if (contentError !== null)
    return {
      title: t('records.recordContent.unopened'),
      why: t(contentError === 'no-key' ? 'records.recordContent.noKey' : 'records.recordContent.broken'),
    };
  return { title: t('records.recordContent.destroyed'), why: t('records.recordContent.destroyedWhy') };
}

/** The body, to be read or exactly as sealed. */
export function RecordContent({ record }: { record: RecordDetail }) {
  const t = useT();
  const may = useMay();
  const nameOf = usePurposeName();
  const asked = { covers: 'case', subject: record.case ?? record.ref, purpose: record.unassigned ?? '' };
  return (
    <>
      <BodySection body={record.body} absence={absence(t, nameOf, record)} />
      {record.unassigned !== null && may.read ? (
        <ButtonLink to={links.askAssignment(asked)}>{t('assignments.ask')}</ButtonLink>
      ) : null}
    </>
  );
}
