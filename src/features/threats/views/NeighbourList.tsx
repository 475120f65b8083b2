import { sayHeld } from '#web/i18n/titles.ts';
import { typeWord } from '#web/i18n/stix.ts';
import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { links } from '#web/links.ts';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { GraphNode, Neighbour } from '../graph-model.ts';
import { groupNeighbours, heldOf, moreSaid } from './neighbour-groups.ts';
import classes from './Neighbours.module.css';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

/** Neighbours under what connects them. */
export function NeighbourList({ items }: { items: readonly Neighbour[] }) {
  const t = useT();
  return groupNeighbours(t, items).map(({ title, items: members }) => (
    <div key={title}>
      <h3 className={classes.group}>{visibleText(title)}</h3>
      <ul className={classes.list} aria-label={visibleText(title)}>
        {members.map((one) => (
          <Line key={one.id} neighbour={one} />
        ))}
      </ul>
    </div>
  ));
}

function Line({ neighbour }: { neighbour: Neighbour }) {
  const t = useT();
  const { links: said, via } = neighbour;
  const authors = [...new Set(said.map(({ author }) => author))].join(', ');
  const isRevoked = said.length > 0 && said.every(({ revoked }) => revoked);
  const more = moreSaid(t, neighbour);
  return (
    <li className={classes.item}>
      <NodeLink node={neighbour} />{' '}
      <span className={classes.count} title={neighbour.type}>
        {typeWord(t, neighbour.type)}
      </span>
      {via ? (
        <>
          {' '}
          <Say id="threats.neighbourList.through" values={{ name: <NodeLink node={via} /> }} />
        </>
      ) : null}{' '}
      <span className={classes.count}>
        {t('threats.neighbourList.saidBy', { authors })}
        {more.length > 0 ? t('threats.neighbourList.also', { more: visibleText(more.join(', ')) }) : ''}
      </span>{' '}
      {isRevoked ? <Tag tone="wait">{t('threats.neighbourList.revokedByItsAuthor')}</Tag> : null}
      {/* Who is behind something is its author's word wherever it stands (SG-26). */}
      {heldOf(neighbour).map((held) => (
        <div key={held} className={classes.count}>
          {visibleText(sayHeld(t, held))}
        </div>
      ))}
    </li>
  );
}

/** An object by its name; by its id where nobody here has a name for it. */
export function NodeLink({ node }: { node: GraphNode }) {
  const t = useT();
  return (
    <>
      {/* It stands among words: its colour alone would not tell it from them (WCAG §1.4.1). */}
      <Anchor component={Link} to={links.threat(node.id)} inherit underline="always">
        {node.name === null ? <Mono>{node.id}</Mono> : visibleText(node.name)}
      </Anchor>
      {node.revoked ? (
        <>
          {' '}
          <Tag tone="wait">{t('threats.revoked')}</Tag>
        </>
      ) : null}
      {node.here ? null : (
        <>
          {' '}
          <Tag tone="faint">{t('threats.neighbourList.notHere')}</Tag>
        </>
      )}
    </>
  );
}
