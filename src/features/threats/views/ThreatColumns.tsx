import { Checkbox } from '@mantine/core';
import { allColumns } from './threat-columns.tsx';
import classes from './ThreatTable.module.css';
import { useT } from '#web/i18n/use-t.ts';

type Props = { chosen: readonly string[]; onChoose: (chosen: string[]) => void };

/** Which columns the table shows; kept in this browser. */
export function ThreatColumns({ chosen, onChoose }: Props) {
  const t = useT();
  return (
    <details className={classes.columns}>
      <summary>{t('threats.threatTable.columns')}</summary>
      <div className={classes.choices} role="group" aria-label={t('threats.threatTable.columns')}>
        {allColumns(t, undefined, () => '')
          .filter(({ isFixed }) => !isFixed)
          .map(({ key, title }) => (
            <Checkbox
              key={key}
              size="xs"
              label={title}
              checked={chosen.includes(key)}
              onChange={({ currentTarget: { checked } }) =>
                onChoose(checked ? [...chosen, key] : chosen.filter((one) => one !== key))
              }
            />
          ))}
      </div>
    </details>
  );
}
