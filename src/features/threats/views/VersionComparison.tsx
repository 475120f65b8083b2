import { Button, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { exactTime } from '#web/ui/times.ts';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Change } from '../compare-model.ts';
import type { ThreatVersion } from './api.ts';
import { fetchComparison } from './graph-api.ts';
import type { ShownComparison, ThreatPageView } from './graph-api.ts';
import classes from './VersionComparison.module.css';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

type Props = { stixId: string; view: ThreatPageView; versions: readonly ThreatVersion[] };

/** Two versions side by side, of one author or of two. */
export function VersionComparison({ stixId, view, versions }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const [older, setOlder] = useState(view.older ?? versions[1]?.ref ?? '');
  const [newer, setNewer] = useState(view.newer ?? versions[0]?.ref ?? '');
  if (versions.length < 2) return null;
  const choices = versions.map(({ ref, modified, author }) => ({
    value: ref,
    label: `${modified ? exactTime(modified, t.locale) : t('threats.versionComparison.withoutATime')}, ${author}, …${ref.slice(-6)}`,
  }));
  return (
    <Section
      title={t('threats.versionComparison.compareVersions')}
      note={t('threats.versionComparison.whatTheSecondVersion')}
    >
      <form
        aria-label={t('threats.versionComparison.compareVersions')}
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(links.threat(stixId, { ...view, older, newer }), { preventScrollReset: true });
        }}
      >
        <Group align="end" gap="sm" mb="md">
          <NativeSelect
            label={t('threats.first')}
            data={choices}
            value={older}
            onChange={(event) => setOlder(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('threats.versionComparison.second')}
            data={choices}
            value={newer}
            onChange={(event) => setNewer(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t('threats.versionComparison.compare')}
          </Button>
        </Group>
      </form>
      {view.older && view.newer ? <Compared stixId={stixId} older={view.older} newer={view.newer} /> : null}
    </Section>
  );
}

function Compared({ stixId, older, newer }: { stixId: string; older: string; newer: string }) {
  const comparison = useQuery({
    queryKey: ['threats', 'diff', stixId, older, newer],
    queryFn: () => fetchComparison(stixId, older, newer),
  });
  return <Loaded query={comparison}>{(data) => <Changes comparison={data} />}</Loaded>;
}

function Changes({ comparison: { changes, sameText } }: { comparison: ShownComparison }) {
  const t = useT();
  if (changes.length === 0)
    return (
      <Empty title={t('threats.versionComparison.noDifference')}>
        {sameText ? t('threats.versionComparison.theTextsAreThe') : t('threats.versionComparison.onlyTheFormOf')}
      </Empty>
    );
  return (
    <ul className={classes.values} aria-label={t('threats.versionComparison.differences')}>
      {changes.map((change) => (
        <li key={change.path.join('\u0000')} className={classes.change}>
          <Mono>{visibleText(change.path.join(' › '))}</Mono> <Tag>{t.term('change', change.kind)}</Tag>
          <Difference change={change} />
        </li>
      ))}
    </ul>
  );
}

function Difference({ change: { before, after, text, elements } }: { change: Change }) {
  const t = useT();
  if (text)
    return (
      <div className={classes.text}>
        {text.map(({ kind, text: part }, i) => {
          const shown = visibleText(part);
          // oxlint-disable-next-line no-array-index-key -- parts have no other name, and never move
          if (kind === 'removed') return <del key={i}>{shown}</del>;
          // oxlint-disable-next-line no-array-index-key -- as above
          return kind === 'added' ? <ins key={i}>{shown}</ins> : <span key={i}>{shown}</span>;
        })}
      </div>
    );
  const removed = elements ? elements.removed : before === undefined ? [] : [before];
  const added = elements ? elements.added : after === undefined ? [] : [after];
  return (
    <ul className={classes.values}>
      {removed.map((value, i) => (
        // oxlint-disable-next-line no-array-index-key -- values may be equal
        <li key={`removed ${i}`}>
          <Say
            id="threats.versionComparison.removed"
            values={{ value: <span className={classes.removed}>{valueText(value)}</span> }}
          />
        </li>
      ))}
      {added.map((value, i) => (
        // oxlint-disable-next-line no-array-index-key -- values may be equal
        <li key={`added ${i}`}>
          <Say
            id="threats.versionComparison.added"
            values={{ value: <span className={classes.added}>{valueText(value)}</span> }}
          />
        </li>
      ))}
      {elements && elements.same > 0 ? (
        <li>{t('threats.versionComparison.theSame', { same: elements.same })}</li>
      ) : null}
    </ul>
  );
}

const valueText = (value: unknown): string =>
  visibleText(typeof value === 'string' ? value : (JSON.stringify(value, null, 1) ?? ''));
