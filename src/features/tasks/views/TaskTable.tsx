import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Task } from './api.ts';
import { CloseTask } from './CloseTask.tsx';

const why = {
  'source-recalled': 'Its source was recalled',
  'source-replaced': 'Its source was replaced',
  'source-disowned': 'Its source was sealed under a key that its participant has disowned',
  'case-referred': 'The authority that had the case has ended; another one has it now',
  'authority-ended': 'Not delivered: the authority that it was released to has ended',
  'exported-recalled': 'Taken back after it was exported: get back what was taken out',
  'leaf-demand': 'Oversight demands leaves',
  'demand-overdue': 'Our demand was not answered in time',
  'opening-wrong': 'What was opened is not what it should be',
  finding: 'Oversight found something',
};

/** Where to do something about it: at the demand, or with what opened the task. */
const toOf = ({ code, record, cause }: Task): string =>
  code === 'leaf-demand' || code === 'demand-overdue' || code === 'opening-wrong'
    ? links.demand(record)
    : links.record(cause);

type Props = { label: string; tasks: readonly Task[]; mayClose: boolean };

const places: Record<string, string> = {
  'proof-file': 'proof file',
  'blob-file': 'saved blob',
  'stix-file': 'STIX file',
  'misp-file': 'MISP file',
  program: 'program or command line',
};

/** What to look at, one per line: which record, why, and the source or record that this is about; or what was exported. */
export function TaskTable({ label, tasks, mayClose }: Props) {
  const closed = tasks.some((task) => task.closedAt !== null);
  const columns = [
    { title: 'Record' },
    { title: 'Why' },
    { title: 'About' },
    { title: closed ? 'Closed' : 'Since' },
    ...(closed || mayClose ? [{ title: 'What was done' }] : []),
  ];
  return (
    <DataTable label={label} columns={columns}>
      {tasks.map((task) => (
        <Table.Tr key={task.id}>
          <Table.Td miw={180}>
            <PageLink to={links.record(task.record)}>{visibleText(task.title ?? task.record)}</PageLink>
          </Table.Td>
          <Table.Td>
            <PageLink to={toOf(task)}>{why[task.code]}</PageLink>
            {task.exports.map(({ officer, place, count, last }) => (
              <Text key={`${officer} ${place}`} size="xs" c="dimmed">
                {officer}: {places[place] ?? place}, {count}×, last <Time at={last} />
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
              {visibleText(task.note ?? '')}
              <Text size="xs" c="dimmed">
                {task.closedBy}
              </Text>
            </Table.Td>
          ) : mayClose ? (
            <Table.Td miw={240}>
              <CloseTask task={task} />
            </Table.Td>
          ) : null}
        </Table.Tr>
      ))}
    </DataTable>
  );
}
