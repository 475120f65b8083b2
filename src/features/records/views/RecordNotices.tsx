import { Alert } from '@mantine/core';
import { Say } from '#web/i18n/Say.tsx';
import { links } from '#web/links.ts';
import { isMine } from '#web/next-steps.ts';
import type { Step } from '#web/next-steps.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { RecordDetail } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** What is to be known before a record is read: it is disputed, taken back, or another one stands in its place. */
export function RecordNotices({ record, steps }: { record: RecordDetail; steps: readonly Step[] }) {
  return (
    <>
      <Contenders record={record} />
      <Recalled record={record} />
      <SourcesRecalled record={record} steps={steps} />
      <Replaced record={record} />
    </>
  );
}

/** Of another's content that is gone: by which recall, and why. */
function Recalled({ record: { recalled } }: { record: RecordDetail }) {
  const t = useT();
  if (recalled === null) return null;
  return (
    <Alert variant="default" mb="lg" title={t('records.recordPage.takenBack')}>
      {recalled.reason === null ? null : <div>{visibleText(recalled.reason)}</div>}
      <PageLink to={links.record(recalled.ref)} inText>
        {t('records.recordPage.theRecall')}
      </PageLink>{' '}
      <Time at={recalled.at} exact />
    </Alert>
  );
}

/** It is made from what its author took back, or speaks of it: what, by whom, when and why, and what is expected now. */
function SourcesRecalled({ record: { sourcesRecalled }, steps }: { record: RecordDetail; steps: readonly Step[] }) {
  const t = useT();
  if (sourcesRecalled.length === 0) return null;
  const task = steps.find(({ act, clock }) => act === 'task' && clock === 'source-recalled');
  return (
    <Alert variant="default" mb="lg" role="alert" title={t('records.sourceRecalled.title')}>
      {sourcesRecalled.map(({ ref, kind, author, recalled }) => (
        <div key={ref}>
          <Say
            id="records.sourceRecalled.what"
            values={{
              kind: <KindName of={kind} />,
              author: <Mono whole>{author}</Mono>,
              source: (
                <PageLink to={links.record(ref)} inText>
                  {ref}
                </PageLink>
              ),
              by: <Mono whole>{[recalled.by, ...recalled.officers].join(', ')}</Mono>,
              recall: (
                <PageLink to={links.record(recalled.ref)} inText>
                  {t('records.recordPage.theRecall')}
                </PageLink>
              ),
              time: <Time at={recalled.at} exact />,
            }}
          />
          <p>
            {recalled.reason === null
              ? t('records.sourceRecalled.noReason')
              : t('records.sourceRecalled.reason', { reason: visibleText(recalled.reason) })}
          </p>
        </div>
      ))}
      {task ? (
        <>
          <div>{t('records.sourceRecalled.expected')}</div>
          {task.due === null ? null : (
            <div>
              <Say id="records.sourceRecalled.until" values={{ time: <Time at={task.due} exact /> }} />
            </div>
          )}
          {isMine(task) ? (
            <PageLink to={links.tasks()} inText>
              {t('records.sourceRecalled.toTask')}
            </PageLink>
          ) : null}
        </>
      ) : (
        <div>{t('records.sourceRecalled.nothingOpen')}</div>
      )}
    </Alert>
  );
}

/** What its author wrote in its place counts now: nobody goes on from the old word unaware. */
function Replaced({ record: { replacedBy } }: { record: RecordDetail }) {
  const t = useT();
  const [newest] = replacedBy;
  if (newest === undefined) return null;
  return (
    <Alert variant="default" mb="lg" title={t('records.recordPage.replaced')}>
      <PageLink to={links.record(newest)} inText>
        {t('records.recordPage.toNewest')}
      </PageLink>
    </Alert>
  );
}

/** One author sealed two records under one ref: neither counts, both are kept as proof (design 4). */
function Contenders({ record }: { record: RecordDetail }) {
  const t = useT();
  if (record.contenders.length === 0) return null;
  return (
    <Alert color="red" mb="lg" role="alert" title={t('records.recordPage.contenders')}>
      {t('records.recordPage.contendersWhy')}
      {record.contenders.map((digest) => (
        <div key={digest}>
          <Mono>{digest}</Mono>
        </div>
      ))}
    </Alert>
  );
}
