import classes from './Marking.module.css';
import { useT } from '../i18n/use-t.ts';

type Props = { marking: { tlp: string; base: string } | null };

/** The label as it is written everywhere: `TLP:AMBER`. */
export const tlpLabel = (tlp: string): string => (tlp.startsWith('TLP:') ? tlp : `TLP:${tlp}`);

/** The labels, or for a control record none, exactly as they are sealed: TLP 2.0 labels are never translated and keep their colours. */
export function Marking({ marking }: Props) {
  const t = useT();
  if (!marking) return <span className={classes.none}>{t('ui.marking.noMarking')}</span>;
  return (
    <span className={classes.marking}>
      <span className={classes.tlp} data-label={tlpLabel(marking.tlp)}>
        {tlpLabel(marking.tlp)}
      </span>
      {marking.base === '' ? null : <span className={classes.base}>{marking.base.toUpperCase()}</span>}
    </span>
  );
}
