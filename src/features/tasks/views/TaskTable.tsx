import { sayNote } from '#web/i18n/titles.ts';
import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { RecordName } from '#web/ui/RecordName.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { KeptNotes } from '#web/use-kept-notes.ts';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Task } from './api.ts';
import { CloseTask } from './CloseTask.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Say } from '#web/i18n/Say.tsx';

const why = (t: Translate) => ({
  'source-recalled': t('tasks.taskTable.itsSourceWasRecalled'),
  'source-replaced': t('tasks.taskTable.itsSourceWasReplaced'),
  'source-disowned': t('tasks.taskTable.itsSourceWasSealed'),
  'case-referred': t('tasks.taskTable.theAuthorityThatHad'),
  'authority-ended': t('tasks.taskTable.notDeliveredTheAuthority'),
  'exported-recalled': t('tasks.taskTable.takenBackAfterIt'),
  'leaf-demand': t('tasks.taskTable.oversightDemandsLeaves'),
  'demand-overdue': t('tasks.taskTable.ourDemandWasNot'),
  'opening-wrong': t('tasks.taskTable.whatWasOpenedIs'),
  finding: t('tasks.taskTable.oversightFoundSomething'),
});

/** Where to do something about it: at the demand, or with what opened the task. */
const toOf = ({ code, record, cause }: Task): string =>
  code === 'leaf-demand' || code === 'demand-overdue' || code === 'opening-wrong'
    ? links.demand(record)
    : links.record(cause);

/** `notes`: what is typed about the tasks, for who may close them. */
type Props = { label: string; tasks: readonly Task[]; notes: KeptNotes | null };

const places = (t: Translate): Record<string, string> => ({
  'proof-file': t('tasks.taskTable.proofFile'),
  'blob-file': t('tasks.taskTable.savedBlob'),
  'stix-file': t('tasks.taskTable.stixFile'),
  'misp-file': t('tasks.taskTable.mispFile'),
  program: t('tasks.taskTable.programOrCommandLine'),
});

/** What to look at, one per line: which record, why, and the source or record that this is about; or what was exported. */
export function TaskTable({ label, tasks, notes }: Props) {
  const t = useT();
  const closed = tasks.some((task) => task.closedAt !== null);
  const columns = [
    { title: t('tasks.taskTable.record') },
    { title: t('tasks.taskTable.why') },
    { title: t('tasks.taskTable.about') },
    { title: closed ? t('tasks.closed') : t('tasks.taskTable.since') },
    ...(closed || notes ? [{ title: t('tasks.whatWasDone') }] : []),
  ];
  return (
    <DataTable label={label} columns={columns}>
      {tasks.map((task) => (
        <Table.Tr key={task.id}>
          <Table.Td miw={180}>
            <RecordName of={task} to={links.record(task.record)} />
          </Table.Td>
          <Table.Td>
            <PageLink to={toOf(task)}>{why(t)[task.code]}</PageLink>
            {task.exports.map(({ officer, place, count, last }) => (
              <Text key={`${officer} ${place}`} size="xs" c="dimmed">
                {officer}: {places(t)[place] ?? place},{' '}
                <Say id="tasks.taskTable.last" values={{ count, time: <Time at={last} /> }} />
              </Text>
            ))}
          </Table.Td>
          <Table.Td miw={160}>
            <PageLink to={links.record(task.about)}>
              <Mono>{task.about}</Mono>
            </PageLink>
          </Table.Td>
          <Table.Td>
            <Time at={task.closedAt ?? task.openedAt} />
          </Table.Td>
          {task.closedAt !== null ? (
            <Table.Td miw={180}>
              {task.note === null ? t('ui.wordsNotShown') : visibleText(sayNote(t, task.note))}
              <Text size="xs" c="dimmed">
                {task.closedBy}
              </Text>
            </Table.Td>
          ) : notes ? (
            <Table.Td miw={290}>
              <CloseTask task={task} notes={notes} />
            </Table.Td>
          ) : null}
        </Table.Tr>
      ))}
    </DataTable>
  );
}
