import { Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { isAttributing } from '@tamga/stix';
import { links } from '#web/links.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { GraphLink, Paths } from '../graph-model.ts';
import { fetchPaths } from './graph-api.ts';
import type { ThreatPageView } from './graph-api.ts';
import { NodeLink } from './NeighbourList.tsx';
import classes from './Neighbours.module.css';

const text = {
  title: 'Path to another object',
  note: 'The shortest ways from this object to another, of up to five steps. No way leads through a person.',
  none: 'No path',
  cut: 'The search gave up: too much lies on the way. A shorter path may have been missed.',
  more: 'There are more paths of this length.',
};

type Props = { stixId: string; view: ThreatPageView };

/** How this object hangs together with another one, whose id is typed or pasted. */
export function PathSearch({ stixId, view }: Props) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(view.path ?? '');
  const to = view.path;
  return (
    <Section title={text.title} note={text.note}>
      <form
        role="search"
        aria-label="Path to another object"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(links.threat(stixId, { ...view, path: draft.trim() }), { preventScrollReset: true });
        }}
      >
        <Group align="end" gap="sm" mb="md">
          <TextInput
            label="Id of the other object"
            placeholder="malware--…"
            miw={260}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            Find paths
          </Button>
        </Group>
      </form>
      {to ? <Found key={to} stixId={stixId} to={to} /> : null}
    </Section>
  );
}

function Found({ stixId, to }: { stixId: string; to: string }) {
  const paths = useQuery({ queryKey: ['threats', 'paths', stixId, to], queryFn: () => fetchPaths(stixId, to) });
  return <Loaded query={paths}>{(data) => <PathList answer={data} />}</Loaded>;
}

function PathList({ answer }: { answer: Paths }) {
  const { paths, complete, more, searched } = answer;
  return (
    <>
      {complete ? null : <p role="status">{text.cut}</p>}
      {paths.length === 0 ? (
        <Empty title={text.none}>Nothing leads there in {searched} steps or less.</Empty>
      ) : (
        <ol className={classes.list} aria-label="Paths">
          {paths.map((path) => (
            <li key={path.join()} className={classes.item}>
              <Way path={path} answer={answer} />
            </li>
          ))}
        </ol>
      )}
      {more ? <p>{text.more}</p> : null}
    </>
  );
}

function Way({ path, answer: { nodes, links: said } }: { path: readonly string[]; answer: Paths }) {
  return path.map((id, i) => {
    const node = nodes.find((one) => one.id === id);
    return (
      <span key={id}>
        {i === 0 ? null : <span className={classes.count}> {wordsBetween(said, path[i - 1] ?? '', id)} </span>}
        {node ? <NodeLink node={node} /> : null}
      </span>
    );
  });
}

function wordsBetween(said: readonly GraphLink[], from: string, to: string): string {
  const [link, ...others] = said.filter(
    (one) => (one.from === from && one.to === to) || (one.from === to && one.to === from),
  );
  if (!link) return '–';
  // Who is behind something is its author's word wherever it stands (SG-26).
  const held = isAttributing(link.relation) ? `${link.author} holds: ` : '';
  const words = held + visibleText(link.relation) + (others.length > 0 ? ` and ${others.length} more` : '');
  return link.from === from ? `${words} →` : `← ${words}`;
}
