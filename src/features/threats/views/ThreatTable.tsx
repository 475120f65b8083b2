import { Button } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { LongTable } from '#web/ui/LongTable.tsx';
import type { TablePlace } from '#web/ui/LongTable.tsx';
import type { ListedFilter, ThreatPageView } from './api.ts';
import { allColumns } from './threat-columns.tsx';
import { ThreatColumns } from './ThreatColumns.tsx';
import classes from './ThreatTable.module.css';
import { useThreatRows } from './use-threat-rows.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Where the table was left, by the entry of the history, so that the way back leads there. */
const left = new Map<string, TablePlace>();

type Props = {
  filter: ListedFilter;
  top: ThreatPageView;
  isOld: boolean;
  /** Which columns it shows, and how others are chosen. */
  columns: readonly [chosen: readonly string[], choose: (chosen: string[]) => void];
  /** Where it is sorted otherwise. */
  toSorted: (sort: string) => string;
};

/** Everything that fits, in one table that goes to any place of it; `isOld`: what is shown is still the answer to the question before. */
export function ThreatTable({ filter, top, isOld, columns: [chosen, choose], toSorted }: Props) {
  const t = useT();
  const { key } = useLocation();
  const navigate = useNavigate();
  const rows = useThreatRows(filter, top, isOld);
  const columns = useMemo(
    () => allColumns(t, filter.sort, toSorted).filter((column) => column.isFixed || chosen.includes(column.key)),
    [t, filter.sort, toSorted, chosen],
  );
  const onLeave = useCallback((place: TablePlace) => void left.set(key, place), [key]);
  return (
    <>
      <div className={classes.bar}>
        <ThreatColumns chosen={chosen} onChoose={choose} />
        {rows.hasNews ? (
          <Button variant="subtle" size="compact-xs" onClick={rows.showNews}>
            {t('threats.threatTable.showNew')}
          </Button>
        ) : null}
        {rows.isCut ? (
          <span role="status" className={classes.note}>
            {t('threats.threatTable.beginning', { count: t.number(rows.count) })}
          </span>
        ) : null}
      </div>
      <LongTable
        key={`${key} ${rows.turn}`}
        label={t('threats.threatTable.objects')}
        columns={columns}
        count={rows.count}
        isOld={isOld}
        isMore={rows.isMore}
        rowAt={rows.rowAt}
        onOpen={({ id }) => void navigate(links.threat(id))}
        onSight={rows.onSight}
        place={(rows.turn === 0 ? left.get(key) : undefined) ?? { offset: 0, active: null }}
        onLeave={onLeave}
      />
    </>
  );
}
