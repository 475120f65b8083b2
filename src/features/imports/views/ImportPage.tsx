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
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

const progressMs = 500;

/** How far the import of one file is, then what became of every object. */
export function ImportPage() {
  const t = useT();
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
      title={run ? visibleText(run.name) : t('imports.importPage.title')}
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
  const t = useT();
  return (
    <>
      {t('imports.importPage.title')} <RunTag run={run} /> {run.why === null ? null : visibleText(run.why)}
      {run.state === 'broken-off' ? t('imports.importPage.brokenOff') : null}
    </>
  );
}

function Actions({ report }: { report: ImportReport }) {
  const t = useT();
  const may = useMay();
  if (!may.release || report.counts.added + report.counts.newVersion + report.counts.revoked === 0) return null;
  const page = links.import(report.id);
  return (
    <>
      <ButtonLink to={links.release(page)}>{t('imports.importPage.release')}</ButtonLink>
      <ButtonLink to={links.recall(page)}>{t('imports.importPage.recall')}</ButtonLink>
    </>
  );
}

function Report({ report }: { report: ImportReport }) {
  const t = useT();
  return (
    <>
      <Section title={t('imports.importPage.outcome')}>
        <OutcomeCounts counts={report.counts} />
      </Section>
      {report.items.some(({ code }) => code === 'SG-13') ? (
        <Section title={t('imports.importPage.persons')} note={t('imports.importPage.personsNote')}>
          <PageLink to={links.quarantine()}>{t('imports.importPage.decide')}</PageLink>
        </Section>
      ) : null}
      <EnvelopeFindings report={report} />
      {report.refusedUnlisted > 0 ? (
        <Text size="sm" mb="md" role="status">
          {t('imports.importPage.unlisted', { count: t.number(report.refusedUnlisted) })}
        </Text>
      ) : null}
      {report.reportGoneAt ? (
        <Text size="sm" mb="md" role="status">
          <Say id="imports.importPage.gone" values={{ time: <Time at={report.reportGoneAt} exact /> }} />
        </Text>
      ) : null}
      <ImportItems items={report.items} />
      <ImportFindings report={report} />
      <Section title={t('imports.importPage.run')}>
        <Panel>
          <Facts
            facts={[
              { name: t('imports.source'), value: report.source },
              { name: t('imports.importPage.format'), value: report.format.toUpperCase() },
              { name: t('imports.started'), value: <Time at={report.startedAt} exact /> },
              {
                name: t('imports.importPage.finished'),
                value: report.finishedAt ? <Time at={report.finishedAt} exact /> : t('imports.importPage.notYet'),
              },
              { name: t('imports.importPage.officer'), value: <Mono>{report.officer}</Mono> },
              { name: t('imports.importPage.run'), value: <Mono>{report.id}</Mono> },
            ]}
          />
        </Panel>
      </Section>
    </>
  );
}
