import { relationWord } from '#web/i18n/stix.ts';
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
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

type Props = { stixId: string; view: ThreatPageView };

/** How this object hangs together with another one, whose id is typed or pasted. */
export function PathSearch({ stixId, view }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(view.path ?? '');
  const to = view.path;
  return (
    <Section title={t('threats.pathSearch.title')} note={t('threats.pathSearch.note')}>
      <form
        role="search"
        aria-label={t('threats.pathSearch.title')}
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(links.threat(stixId, { ...view, path: draft.trim() }), { preventScrollReset: true });
        }}
      >
        <Group align="end" gap="sm" mb="md">
          <TextInput
            label={t('threats.pathSearch.idOfTheOther')}
            placeholder="malware--…"
            miw={260}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t('threats.pathSearch.findPaths')}
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
  const t = useT();
  const { paths, complete, more, searched } = answer;
  return (
    <>
      {complete ? null : <p role="status">{t('threats.pathSearch.cut')}</p>}
      {paths.length === 0 ? (
        <Empty title={t('threats.pathSearch.none')}>{t('threats.pathSearch.nothingLeadsThereIn', { searched })}</Empty>
      ) : (
        <ol className={classes.list} aria-label={t('threats.pathSearch.paths')}>
          {paths.map((path) => (
            <li key={path.join()} className={classes.item}>
              <Way path={path} answer={answer} />
            </li>
          ))}
        </ol>
      )}
      {more ? <p>{t('threats.pathSearch.more')}</p> : null}
    </>
  );
}

function Way({ path, answer: { nodes, links: said } }: { path: readonly string[]; answer: Paths }) {
  const t = useT();
  return path.map((id, i) => {
    const node = nodes.find((one) => one.id === id);
    return (
      <span key={id}>
        {i === 0 ? null : <span className={classes.count}> {wordsBetween(t, said, path[i - 1] ?? '', id)} </span>}
        {node ? <NodeLink node={node} /> : null}
      </span>
    );
  });
}

function wordsBetween(t: Translate, said: readonly GraphLink[], from: string, to: string): string {
  const [link, ...others] = said.filter(
    (one) => (one.from === from && one.to === to) || (one.from === to && one.to === from),
  );
  if (!link) return '–';
  // Who is behind something is its author's word wherever it stands (SG-26).
  const held = isAttributing(link.relation) ? `${t('threats.pathSearch.holds', { author: link.author })} ` : '';
  const words =
    held +
    visibleText(relationWord(t, link.relation)) +
    (others.length > 0 ? ` ${t('threats.pathSearch.andMore', { others: others.length })}` : '');
  return link.from === from ? `${words} →` : `← ${words}`;
}
