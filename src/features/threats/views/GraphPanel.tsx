import { sayHeld } from '#web/i18n/titles.ts';
import { typeWord } from '#web/i18n/stix.ts';
import { Button, Group } from '@mantine/core';
import { links } from '#web/links.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import classes from './Graph.module.css';
import { nameOf, sayLine } from './say-graph.ts';
import type { Shown, ShownLine } from './graph-shown.ts';
import { useT } from '#web/i18n/use-t.ts';

const mostSaid = 20;

type Props = {
  shown: Shown;
  lines: readonly ShownLine[];
  /** The line that is chosen in the picture. */
  chosen: ShownLine | null;
  onChooseLine: (line: ShownLine) => void;
  place: number;
  isOpening: boolean;
  onOpen: (place: number) => void;
};

/** What is said of the object that is chosen, by whom, and what can be done with it. */
export function GraphPanel({ shown, lines, chosen, onChooseLine, place, isOpening, onOpen }: Props) {
  const t = useT();
  const node = shown.nodes[place];
  if (!node) return null;
  const all = lines.filter(({ from, to }) => from === place || to === place);
  const said = all.toSorted((a, b) => Number(b === chosen) - Number(a === chosen));
  const name = visibleText(nameOf(t, node));
  return (
    <section aria-label={t('threats.graph.chosen')}>
      <Panel>
        <PageLink to={links.threat(node.id)}>{name}</PageLink>{' '}
        <span className={classes.count}>{typeWord(t, node.type)}</span>{' '}
        {node.revoked ? <Tag tone="wait">{t('threats.revoked')}</Tag> : null}
        {node.here ? null : <Tag tone="faint">{t('threats.neighbourList.notHere')}</Tag>}
        <Group gap="xs" mt="xs">
          <Button size="compact-sm" variant="default" loading={isOpening} onClick={() => onOpen(place)}>
            {t('threats.graph.expand', { name })}
          </Button>
          {place === 0 ? null : (
            <ButtonLink size="compact-sm" to={links.graph(node.id)}>
              {t('threats.graph.fromHere')}
            </ButtonLink>
          )}
        </Group>
        <ul className={classes.said} aria-label={t('threats.graph.saidOf', { name })}>
          {said.slice(0, mostSaid).map((line) => (
            <li key={`${line.from} ${line.to} ${line.relation} ${line.author}`}>
              <button
                type="button"
                className={classes.line}
                aria-pressed={line === chosen}
                onClick={() => onChooseLine(line)}
              >
                {visibleText(sayLine(t, shown, line))}
              </button>{' '}
              <span className={classes.count}>{t('threats.neighbourList.saidBy', { authors: line.author })}</span>
              {line.held === null ? null : <div className={classes.count}>{visibleText(sayHeld(t, line.held))}</div>}
            </li>
          ))}
        </ul>
        {said.length > mostSaid ? (
          <p className={classes.count}>{t('threats.graph.more', { count: said.length - mostSaid })}</p>
        ) : null}
      </Panel>
    </section>
  );
}
