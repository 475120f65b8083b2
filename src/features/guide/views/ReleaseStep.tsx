import { Anchor } from '@mantine/core';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { AsOfficer, atTheDesk } from './AsOfficer.tsx';
import classes from './Guide.module.css';
import { useRecord } from './use-record.ts';

/** A release appears at the node beside this one. */
export function ReleaseStep() {
  const t = useT();
  const { record, to, state } = useRecord();
  const node = to.toUpperCase();
  return (
    <>
      <p className={classes.words}>{t('guide.release.words', { node })}</p>
      <div className={classes.acts}>
        {record && state === 'not-released' ? (
          <AsOfficer roles={atTheDesk}>
            <ButtonLink size="compact-sm" variant="filled" to={links.release(links.record(record.ref))}>
              {t('guide.release.act', { node })}
            </ButtonLink>
          </AsOfficer>
        ) : null}
        {record === null ? (
          <AsOfficer roles={atTheDesk}>
            <ButtonLink size="compact-sm" to={links.newRecord({ kind: 'incident.report' })}>
              {t('guide.release.write')}
            </ButtonLink>
          </AsOfficer>
        ) : null}
        {record ? (
          <Anchor href={links.beside(to, links.record(record.ref))} target={`tamga-${to}`}>
            {t('guide.release.there', { node })}
          </Anchor>
        ) : null}
        {state === 'under-way' ? <span role="status">{t('guide.release.underWay', { node })}</span> : null}
        {state === 'there' ? <span role="status">{t('guide.release.arrived', { node })}</span> : null}
      </div>
    </>
  );
}
