import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { fetchImport } from './api.ts';
import type { ImportReport } from './api.ts';
import { ImportFindings } from './ImportFindings.tsx';
import { ImportItems } from './ImportItems.tsx';
import { OutcomeCounts } from './OutcomeCounts.tsx';

const text = {
  title: 'Import run',
  outcome: 'Outcome',
  release: 'Release this run',
  recall: 'Recall this run',
  persons: 'A bulk of persons',
  personsNote: 'Nothing of them was kept. Once another officer lets them in, import the same file again.',
  decide: 'Decide about it',
};

/** What became of every object of one file. */
export function ImportPage() {
  const { id = '' } = useParams();
  const report = useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: () => fetchImport(id),
    // A finished report does not change.
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : refreshMs),
  });
  const about = report.data ? <RunState report={report.data} /> : null;
  return (
    <Page
      title={report.data ? visibleText(report.data.name) : text.title}
      about={about}
      actions={report.data ? <Actions report={report.data} /> : null}
    >
      <Loaded query={report}>{(data) => <Report report={data} />}</Loaded>
      <Outlet />
    </Page>
  );
}

function RunState({ report }: { report: ImportReport }) {
  return (
    <>
      {text.title} {report.finishedAt ? <Tag tone="good">finished</Tag> : <Tag tone="wait">running</Tag>}
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
                value: report.finishedAt ? <Time at={report.finishedAt} exact /> : 'still running',
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
