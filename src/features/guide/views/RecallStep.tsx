import { Anchor } from '@mantine/core';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { AsOfficer, atTheDesk } from './AsOfficer.tsx';
import classes from './Guide.module.css';
import { useRecord } from './use-record.ts';

/** A recall blanks it there, and the receipt says so. */
export function RecallStep() {
  const t = useT();
  const { record, to, state } = useRecord();
  const node = to.toUpperCase();
  return (
    <>
      <p className={classes.words}>{t('guide.recall.words', { node })}</p>
      <div className={classes.acts}>
        {record && state === 'there' ? (
          <AsOfficer roles={atTheDesk}>
            <ButtonLink size="compact-sm" variant="filled" to={links.recall(links.record(record.ref))}>
              {t('guide.recall.act', { node })}
            </ButtonLink>
          </AsOfficer>
        ) : null}
        {state === 'not-released' ? <span role="status">{t('guide.recall.first')}</span> : null}
        {record ? (
          <Anchor href={links.beside(to, links.record(record.ref))} target={`tamga-${to}`}>
            {t('guide.release.there', { node })}
          </Anchor>
        ) : null}
        {state === 'blanked' ? <span role="status">{t('guide.recall.blanked', { node })}</span> : null}
      </div>
    </>
  );
}
