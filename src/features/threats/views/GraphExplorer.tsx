import { relationWord, typeWord } from '#web/i18n/stix.ts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { LongTable } from '#web/ui/LongTable.tsx';
import type { LongColumn } from '#web/ui/LongTable.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Explored } from '../explore-model.ts';
import classes from './Graph.module.css';
import { fetchGraph } from './graph-api.ts';
import { coloursOf } from './graph-draw.ts';
import { countWords, leave, toShown, withMore } from './graph-shown.ts';
import type { Hidden, ShownLine } from './graph-shown.ts';
import { GraphCanvas } from './GraphCanvas.tsx';
import { GraphFilters } from './GraphFilters.tsx';
import { GraphLegend } from './GraphLegend.tsx';
import { GraphPanel } from './GraphPanel.tsx';
import { nameOf, sayLine } from './say-graph.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

type Listed = { place: number; name: string; type: string; said: string };

const start = { offset: 0, active: 0 };
const ignore = (): void => {};

/** The picture and its list are one thing seen twice: what is chosen, hidden or opened in one is so in the other. */
export function GraphExplorer({ first, isDark }: { first: Explored; isDark: boolean }) {
  const t = useT();
  const navigate = useNavigate();
  const [shown, setShown] = useState(() => toShown(first));
  const [hidden, setHidden] = useState<Hidden>({ types: new Set(), relations: new Set() });
  const [active, choose] = useState(0);
  const [chosenLine, setLine] = useState<ShownLine | null>(null);
  const setActive = useCallback((place: number): void => {
    choose(place);
    setLine(null);
  }, []);
  // A line is chosen with what it comes from: the panel tells both.
  const chooseLine = useCallback((one: ShownLine): void => {
    choose((now) => (one.to === now ? now : one.from));
    setLine((now) => (now === one ? null : one));
  }, []);
  const [fits, setFits] = useState(0);
  const opening = useMutation({
    mutationFn: async (place: number) => ({ place, more: await fetchGraph(shown.nodes[place]?.id ?? '', undefined) }),
    onSuccess: ({ place, more }) => setShown((before) => withMore(before, place, more)),
  });
  const left = useMemo(() => leave(shown, hidden), [shown, hidden]);
  const types = useMemo(() => countWords(shown.nodes.map(({ type }) => type)), [shown]);
  const relations = useMemo(() => countWords(shown.lines.map(({ relation }) => relation)), [shown]);
  const colours = useMemo(
    () =>
      coloursOf(
        types.map(([type]) => type),
        isDark,
      ),
    [types, isDark],
  );
  const list = useMemo(() => {
    const said = new Map<number, string>();
    for (const line of left.lines)
      for (const end of [line.from, line.to]) if (!said.has(end)) said.set(end, sayLine(t, shown, line));
    return shown.nodes.flatMap((node, place): Listed[] =>
      left.isShown[place] ? [{ place, name: nameOf(t, node), type: node.type, said: said.get(place) ?? '' }] : [],
    );
  }, [t, shown, left]);
  const columns = useMemo(() => columnsOf(t), [t]);
  const onChoose = useCallback((row: number) => setActive(list[row]?.place ?? 0), [list, setActive]);
  const chosen = list.findIndex(({ place }) => place === active);
  return (
    <>
      <p role="status">
        {t('threats.graph.counts', { objects: list.length, lines: left.lines.length })}
        {shown.complete ? '' : ` ${t('threats.graph.cut')}`}
      </p>
      {opening.error ? <Problem error={opening.error} /> : null}
      <div className={classes.whole}>
        <div>
          <GraphCanvas
            label={t('threats.graph.picture')}
            hint={t('threats.graph.keys')}
            picture={{
              ...shown,
              ...left,
              active,
              chosen: chosenLine && left.lines.includes(chosenLine) ? chosenLine : null,
              colours,
              wordOf: (relation) => relationWord(t, relation),
              isDark,
            }}
            fitKey={String(fits)}
            onChoose={setActive}
            onChooseLine={chooseLine}
            onOpen={(place) => opening.mutate(place)}
          />
          <GraphLegend types={types} hidden={hidden.types} colours={colours} lines={left.lines} />
          <Button mt="xs" size="compact-xs" variant="subtle" onClick={() => setFits(fits + 1)}>
            {t('threats.graph.whole')}
          </Button>
        </div>
        <div className={classes.side}>
          <div>
            <GraphFilters
              title={t('threats.graph.types')}
              words={types}
              hidden={hidden.types}
              say={(type) => typeWord(t, type)}
              colours={colours}
              onChange={(hide) => setHidden({ ...hidden, types: hide })}
            />
            <GraphFilters
              title={t('threats.graph.relations')}
              words={relations}
              hidden={hidden.relations}
              say={(relation) => relationWord(t, relation)}
              onChange={(hide) => setHidden({ ...hidden, relations: hide })}
            />
          </div>
          <LongTable
            label={t('threats.graph.list')}
            columns={columns}
            count={list.length}
            isOld={false}
            isMore={false}
            rowAt={(row) => list[row]}
            onOpen={({ place }) => void navigate(links.threat(shown.nodes[place]?.id ?? ''))}
            onSight={ignore}
            place={start}
            chosen={chosen < 0 ? null : chosen}
            onChoose={onChoose}
            height={20}
          />
          <GraphPanel
            shown={shown}
            lines={left.lines}
            chosen={chosenLine}
            onChooseLine={chooseLine}
            place={active}
            isOpening={opening.isPending}
            onOpen={(place) => opening.mutate(place)}
          />
        </div>
      </div>
    </>
  );
}

const columnsOf = (t: Translate): LongColumn<Listed>[] => [
  {
    key: 'object',
    title: t('threats.object'),
    width: 10,
    grow: 2,
    cell: ({ name, type, said }) => (
      <>
        <div className={classes.cell}>
          {visibleText(name)} <span className={classes.count}>{typeWord(t, type)}</span>
        </div>
        <div className={`${classes.cell} ${classes.count}`}>{visibleText(said)}</div>
      </>
    ),
  },
];
