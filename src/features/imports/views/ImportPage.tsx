import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchImport, fetchProgress } from './api.ts';
import type { ImportReport, ImportSummary } from './api.ts';
import { EnvelopeFindings, ImportFindings } from './ImportFindings.tsx';
import { ImportItems } from './ImportItems.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { OutcomeCounts } from './OutcomeCounts.tsx';
import { RunTag } from './RunTag.tsx';

const text = {
  title: 'Import run',
  outcome: 'Outcome',
  release: 'Release this run',
  recall: 'Recall this run',
  persons: 'A bulk of persons',
  personsNote: 'Nothing of them was kept. Once another officer lets them in, import the same file again.',
  decide: 'Decide about it',
  unlisted: 'Refused, with no more than their number kept:',
  gone: 'The lines of this report went with the last day of what the import made, on',
  brokenOff: 'Import the same file again to finish it.',
};
const progressMs = 500;

/** How far the import of one file is, then what became of every object. */
export function ImportPage() {
  const { id = '' } = useParams();
  const progress = useQuery({
    queryKey: ['imports', 'progress', id],
    queryFn: () => fetchProgress(id),
    refetchInterval: ({ state }) => (isGoingOn(state.data) ? progressMs : false),
  });
  const run = progress.data;
  const report = useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: () => fetchImport(id),
    enabled: run !== undefined && !isGoingOn(run),
  });
  return (
    <Page
      title={run ? visibleText(run.name) : text.title}
      about={run ? <RunState run={run} /> : null}
      actions={report.data ? <Actions report={report.data} /> : null}
    >
      <Loaded query={progress}>{(data) => (isGoingOn(data) ? <ImportProgress run={data} /> : null)}</Loaded>
      {run && !isGoingOn(run) ? <Loaded query={report}>{(data) => <Report report={data} />}</Loaded> : null}
      <Outlet />
    </Page>
  );
}

const isGoingOn = (run: ImportSummary | undefined): boolean => run?.state === 'waiting' || run?.state === 'running';

function RunState({ run }: { run: ImportSummary }) {
  return (
    <>
      {text.title} <RunTag run={run} /> {run.why === null ? null : visibleText(run.why)}
      {run.state === 'broken-off' ? text.brokenOff : null}
    </>
  );
}

function Actions({ report }: { report: ImportReport }) {
  const may = useMay();
  if (!may.act || report.counts.added + report.counts.newVersion + report.counts.revoked === 0) return null;
  const page = links.import(report.id);
  return (
    <>
      <ButtonLink to={links.release(page)}>{text.release}</ButtonLink>
      <ButtonLink to={links.recall(page)}>{text.recall}</ButtonLink>
    </>
  );
}

function Report({ report }: { report: ImportReport }) {
  return (
    <>
      <Section title={text.outcome}>
        <OutcomeCounts counts={report.counts} />
      </Section>
      {report.items.some(({ code }) => code === 'SG-13') ? (
        <Section title={text.persons} note={text.personsNote}>
          <PageLink to={links.quarantine()}>{text.decide}</PageLink>
        </Section>
      ) : null}
      <EnvelopeFindings report={report} />
      {report.refusedUnlisted > 0 ? (
        <Text size="sm" mb="md" role="status">
          {text.unlisted} {report.refusedUnlisted.toLocaleString('en')}.
        </Text>
      ) : null}
      {report.reportGoneAt ? (
        <Text size="sm" mb="md" role="status">
          {text.gone} <Time at={report.reportGoneAt} exact />.
        </Text>
      ) : null}
      <ImportItems items={report.items} />
      <ImportFindings report={report} />
      <Section title="Run">
        <Panel>
          <Facts
            facts={[
              { name: 'Source', value: report.source },
              { name: 'Format', value: report.format },
              { name: 'Started', value: <Time at={report.startedAt} exact /> },
              {
                name: 'Finished',
                value: report.finishedAt ? <Time at={report.finishedAt} exact /> : 'not yet',
              },
              { name: 'Officer', value: <Mono>{report.officer}</Mono> },
              { name: 'Run', value: <Mono>{report.id}</Mono> },
            ]}
          />
        </Panel>
      </Section>
    </>
  );
}
