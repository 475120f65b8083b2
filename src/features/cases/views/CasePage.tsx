import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType, ReactNode } from 'react';
import { useParams } from 'react-router';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { NextSection } from '#web/NextSection.tsx';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Columns } from '#web/ui/Columns.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchCase } from './api.ts';
import type { Case } from './api.ts';
import { Given } from './Given.tsx';
import { useNamesIn } from './names.ts';
import { Thread } from './Thread.tsx';
import { Timeline } from './Timeline.tsx';

type Props = {
  /** Proves all records of the case in this browser. */
  verify: ComponentType<{ records: Case['records'] }>;
};

/** A case: what was said, in which order it happened, who has what, what is to be done, and whether all of it can be proved. */
export function CasePage({ verify: Verify }: Props) {
  const t = useT();
  const { participant = '', id = '' } = useParams();
  const ref = `${participant}/${id}`;
  const found = useQuery({
    queryKey: ['records', 'case', ref],
    queryFn: () => fetchCase(ref),
    refetchInterval: 2 * refreshMs,
  });
  if (!found.data)
    return (
      <Page title={t('cases.case')}>
        <Loaded query={found}>{() => null}</Loaded>
      </Page>
    );
  return <Shown of={found.data} verify={<Verify key={found.data.ref} records={found.data.records} />} />;
}

function Shown({ of, verify }: { of: Case; verify: ReactNode }) {
  const t = useT();
  const may = useMay();
  const nameOf = useNamesIn(of);
  const actions = (
    <>
      <ButtonLink to={links.record(of.ref)}>{t('cases.toRecord')}</ButtonLink>
      {may.act ? <ButtonLink to={links.newRecord({ case: of.ref })}>{t('cases.write')}</ButtonLink> : null}
    </>
  );
  return (
    <Page title={nameOf(of.ref)} about={t('cases.about')} actions={actions}>
      {of.more ? (
        <Alert variant="default" mb="md" role="status">
          {t('cases.more')}
        </Alert>
      ) : null}
      <Columns side={<Side of={of} />}>
        <NextSection steps={of.steps} nameOf={nameOf} />
        <Thread of={of} />
        <Timeline of={of} />
        <Given of={of} />
        {verify}
      </Columns>
    </Page>
  );
}

/** What the case comes to. */
function Side({ of: { ref, incident, records, steps } }: { of: Case }) {
  const t = useT();
  const next = steps.find(({ due, state }) => due !== null && (state === 'open' || state === 'overdue'));
  const overdue = steps.filter(({ state }) => state === 'overdue').length;
  const authors = [...new Set(records.map(({ author }) => author))].toSorted();
  const incidentFacts = incident
    ? [
        { name: t('records.incident.state'), value: t.term('incidentState', incident.state) },
        { name: t('records.incident.members'), value: t.number(incident.members) },
        { name: t('records.incident.hosts'), value: t.number(incident.hosts) },
        { name: t('records.incident.warnings'), value: t.number(incident.warnings) },
      ]
    : [];
  return (
    <Section title={t('cases.state')} note={t('cases.stateNote')}>
      <Facts
        facts={[
          ...incidentFacts,
          { name: t('cases.records'), value: t.number(records.length) },
          { name: t('cases.authors'), value: <Mono>{authors.join(', ')}</Mono> },
          { name: t('cases.overdue'), value: t.number(overdue) },
          { name: t('cases.nextDeadline'), value: next?.clock ? t.term('deadline', next.clock) : null },
          { name: t('cases.ref'), value: <Mono>{ref}</Mono> },
        ]}
      />
    </Section>
  );
}
