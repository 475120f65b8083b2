import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import classes from './Guide.module.css';
import { useRecord } from './use-record.ts';

/** A byte that was flipped is named. */
export function FlipStep() {
  const t = useT();
  const { record } = useRecord();
  return (
    <>
      <p className={classes.words}>{t('guide.flip.words')}</p>
      <div className={classes.acts}>
        {record ? (
          <ButtonLink size="compact-sm" variant="filled" to={links.record(record.ref)}>
            {t('guide.flip.act')}
          </ButtonLink>
        ) : null}
      </div>
    </>
  );
}
