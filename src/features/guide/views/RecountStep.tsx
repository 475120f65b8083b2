import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { AsOfficer } from './AsOfficer.tsx';
import classes from './Guide.module.css';

/** The auditor recomputes a figure from sealed records. */
export function RecountStep() {
  const t = useT();
  return (
    <>
      <p className={classes.words}>{t('guide.recount.words')}</p>
      <div className={classes.acts}>
        <AsOfficer roles={['auditor']}>
          <ButtonLink size="compact-sm" variant="filled" to={links.recount({ kind: 'gate.block' })}>
            {t('guide.recount.act')}
          </ButtonLink>
        </AsOfficer>
      </div>
    </>
  );
}
