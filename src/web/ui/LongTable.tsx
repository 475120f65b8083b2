import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './LongTable.module.css';
import { nextRow, withRow } from './long-table-rules.ts';

/** In pixels; as LongTable.module.css has them. */
const rowHeight = 48;
const headHeight = 33;
const overscan = 10;
/** A table that is being scrolled through quickly asks for no rows that are gone before they come. */
const restMs = 60;

/** `width`: the least it has, in rem; what is over goes to the columns by `grow`. */
export type LongColumn<Row> = {
  key: string;
  title: string;
  width: number;
  grow: number;
  end?: boolean;
  /** Sorted by it: which way it is, and where it is the other way, or sorted by it at all. */
  sort?: { is: 'ascending' | 'descending' | 'none'; to: string };
  cell(this: void, row: Row): ReactNode;
};

/** Where a table was left: kept by whoever shows it, so that coming back leads there. */
export type TablePlace = { offset: number; active: number | null };

type Props<Row> = {
  label: string;
  columns: readonly LongColumn<Row>[];
  count: number;
  /** What is shown answers the question before. */
  isOld: boolean;
  /** There are more than `count`. */
  isMore: boolean;
  /** Undefined: on its way. */
  rowAt: (index: number) => Row | undefined;
  onOpen: (row: Row) => void;
  /** These rows are in sight. */
  onSight: (first: number, last: number) => void;
  place: TablePlace;
  onLeave?: (place: TablePlace) => void;
  /** A row that was chosen elsewhere on the page: it is made the active one, and brought in sight. */
  chosen?: number | null;
  /** A row was made the active one here. */
  onChoose?: (index: number) => void;
  /** The least height, in rem, that the table takes; by default what the window has. */
  height?: number;
};

/**
 * A table of any length, of which only the rows in sight are drawn. One stop of Tab; inside it the arrows, Home, End and the page keys
 * move from row to row, and Enter opens (WAI-ARIA grid pattern).
 */
export function LongTable<Row>(props: Props<Row>) {
  const { label, columns, count, isOld, isMore, rowAt, onOpen, onSight, place, onLeave, chosen, onChoose, height } =
    props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(place.active);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is handed to what is memoized
  const table = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan,
    initialOffset: place.offset,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), active !== null && active < count ? active : null),
    useFlushSync: false,
  });
  const rows = table.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = table.range ?? {};

  useEffect(() => {
    const timer = setTimeout(() => onSight(startIndex, endIndex), restMs);
    return () => clearTimeout(timer);
  }, [startIndex, endIndex, onSight]);

  const left = useRef<TablePlace>(place);
  useEffect(() => {
    left.current = { offset: table.scrollOffset ?? 0, active };
  });
  useEffect(() => () => onLeave?.(left.current), [onLeave]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      const row = active === null ? undefined : rowAt(active);
      if (row !== undefined) onOpen(row);
      return;
    }
    const inSight = Math.floor(((table.scrollRect?.height ?? 0) - headHeight) / rowHeight);
    const next = nextRow(event.key, active ?? startIndex - 1, count, Math.max(1, inSight - 1));
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    onChoose?.(next);
    table.scrollToIndex(next, { align: 'auto' });
  }

  const onPress = useCallback(
    (index: number) => {
      setActive(index);
      onChoose?.(index);
    },
    [onChoose],
  );
  const [answered, setAnswered] = useState(chosen);
  if (chosen !== answered) {
    setAnswered(chosen);
    if (chosen !== undefined && chosen !== active) setActive(chosen);
  }
  const toRow = table.scrollToIndex;
  useEffect(() => {
    if (chosen !== undefined && chosen !== null) toRow(chosen, { align: 'auto' });
  }, [chosen, toRow]);
  const isDrawn = active !== null && rows.some(({ index }) => index === active);
  return (
    <div
      ref={frame}
      className={classes.frame}
      role="grid"
      aria-label={label}
      aria-busy={isOld || undefined}
      aria-rowcount={isMore ? -1 : count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isDrawn ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active === null && count > 0) setActive(startIndex);
      }}
      style={{ ...tracksOf(columns), ...(height === undefined ? {} : { maxBlockSize: `${height}rem` }) }}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" aria-rowindex={1} className={classes.row}>
          {columns.map(({ key, title, end, sort }) => (
            <div key={key} role="columnheader" data-end={end || undefined} aria-sort={sort?.is}>
              {sort ? (
                <Link to={sort.to} className={classes.sort} preventScrollReset>
                  {title}
                </Link>
              ) : (
                title
              )}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ blockSize: count * rowHeight }}>
        {rows.map(({ index, start }) => (
          <Row
            key={index}
            id={`${id}-${index}`}
            index={index}
            top={start - headHeight}
            row={rowAt(index)}
            columns={columns as readonly LongColumn<unknown>[]}
            isActive={index === active}
            onPress={onPress}
          />
        ))}
      </div>
    </div>
  );
}

function tracksOf(columns: readonly { width: number; grow: number }[]): CSSProperties {
  const tracks = columns.map(({ width, grow }) => `minmax(${width}rem, ${grow}fr)`).join(' ');
  const least = columns.reduce((sum, { width }) => sum + width, 0);
  return { '--tracks': tracks, '--least': `${least}rem` } as CSSProperties;
}

type RowProps = {
  id: string;
  index: number;
  top: number;
  row: unknown;
  columns: readonly LongColumn<unknown>[];
  isActive: boolean;
  onPress: (index: number) => void;
};

/** Drawn anew only when something of it changes: while the table is scrolled, the rows that stay in sight cost nothing. */
const Row = memo(function Row({ id, index, top, row, columns, isActive, onPress }: RowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the table has the keys
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-busy={row === undefined || undefined}
      data-active={isActive || undefined}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onPress(index)}
    >
      {columns.map(({ key, end, cell }) => (
        <div key={key} role="gridcell" data-end={end || undefined}>
          {row === undefined ? <span className={classes.coming} /> : cell(row)}
        </div>
      ))}
    </div>
  );
});
