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

/** The versions, the first open: the newest of whose word stands first here. */
export function ThreatVersions({ versions }: { versions: readonly ThreatVersion[] }) {
  return versions.map((version, place) => <Version key={version.ref} version={version} isOpenAtFirst={place === 0} />);
}

function Version({ version, isOpenAtFirst }: { version: ThreatVersion; isOpenAtFirst: boolean }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const title = version.modified ? `Version of ${exactTime(version.modified)}` : 'Version without a time';
  const toggle = (
    <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? 'Hide source' : 'Show source'}
    </Button>
  );
  return (
    <Section title={title} actions={version.destroyed ? null : toggle} note={<Origin version={version} />}>
      {version.destroyed ? (
        <Empty title="Content destroyed">The record's envelope, seal and proof remain.</Empty>
      ) : isOpen ? (
        <>
          <SourceFacts source={version.source} author={version.author} />
          <ExactText text={version.source} label={`Source of the ${title.toLowerCase()}`} />
        </>
      ) : null}
    </Section>
  );
}

/** An object comes into a case by a record that names it (README). */
function Origin({ version }: { version: ThreatVersion }) {
  const may = useMay();
  return (
    <>
      by <Mono>{version.author}</Mono>, in record{' '}
      <PageLink to={links.record(version.ref)}>
        <Mono>{version.ref}</Mono>
      </PageLink>
      {may.act && !version.destroyed ? (
        <>
          ; <PageLink to={links.newRecord({ about: version.ref })}>name it in a case</PageLink>
        </>
      ) : null}
    </>
  );
}
