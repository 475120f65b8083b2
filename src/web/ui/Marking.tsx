import classes from './Marking.module.css';

type Props = { marking: { tlp: string; base: string } | null };

/** The label as it is written everywhere: `TLP:AMBER`. */
export const tlpLabel = (tlp: string): string => (tlp.startsWith('TLP:') ? tlp : `TLP:${tlp}`);

/** The labels, or for a control record none, exactly as they are sealed: TLP 2.0 labels are never translated and keep their colours. */
export function Marking({ marking }: Props) {
  if (!marking) return <span className={classes.none}>no marking</span>;
  return (
    <span className={classes.marking}>
      <span className={classes.tlp} data-label={tlpLabel(marking.tlp)}>
        {tlpLabel(marking.tlp)}
      </span>
      <span className={classes.base}>{marking.base.toUpperCase()}</span>
    </span>
  );
}
