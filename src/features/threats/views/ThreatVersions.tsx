import { Button } from '@mantine/core';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { ExactText } from '#web/ui/ExactText.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { exactTime } from '#web/ui/times.ts';
import type { ThreatVersion } from './api.ts';
import { SourceFacts } from './SourceFacts.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

type Props = { versions: readonly ThreatVersion[]; names: ReadonlyMap<string, string> };

/** The versions with their exact texts, folded: the newest of whose word stands first here is told above. */
export function ThreatVersions({ versions, names }: Props) {
  return versions.map((version) => <Version key={version.ref} version={version} names={names} />);
}

function Version({ version, names }: { version: ThreatVersion; names: Props['names'] }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const title = version.modified
    ? t('threats.threatVersions.versionOf', { modified: exactTime(version.modified, t.locale) })
    : t('threats.threatVersions.versionWithoutATime');
  const toggle = (
    <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? t('threats.threatVersions.hideSource') : t('threats.threatVersions.showSource')}
    </Button>
  );
  return (
    <Section title={title} actions={version.destroyed ? null : toggle} note={<Origin version={version} />}>
      {version.destroyed ? (
        <Empty title={t('threats.threatVersions.contentDestroyed')}>
          {t('threats.threatVersions.theRecordsEnvelopeSeal')}
        </Empty>
      ) : isOpen ? (
        <>
          <SourceFacts {...version} names={names} />
          <ExactText
            text={version.source}
            label={t('threats.threatVersions.sourceOfThe', { title: title.charAt(0).toLowerCase() + title.slice(1) })}
          />
        </>
      ) : null}
    </Section>
  );
}

/** An object comes into a case by a record that names it (README). */
function Origin({ version }: { version: ThreatVersion }) {
  const t = useT();
  const may = useMay();
  return (
    <>
      <Say
        id="threats.threatVersions.byInRecord"
        values={{
          author: <Mono>{version.author}</Mono>,
          record: (
            <PageLink to={links.record(version.ref)}>
              <Mono>{version.ref}</Mono>
            </PageLink>
          ),
        }}
      />
      {may.act && !version.destroyed ? (
        <>
          ; <PageLink to={links.newRecord({ about: version.ref })}>{t('threats.threatVersions.nameItInA')}</PageLink>
        </>
      ) : null}
    </>
  );
}
