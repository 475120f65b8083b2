import { Button, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMay, useSession } from '#web/session.ts';
import { Officer } from '#web/ui/Officer.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { Say } from '#web/i18n/Say.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { takeOver } from './api.ts';
import type { Note } from './api.ts';
import { useNamedRow } from './use-named-row.ts';

/** What who went off duty told who comes, and who signed it off. */
export function Notes({ notes }: { notes: readonly Note[] }) {
  const t = useT();
  const may = useMay();
  const named = useNamedRow();
  const { officer } = useSession();
  const client = useQueryClient();
  const taking = useMutation({ mutationFn: takeOver, onSuccess: () => client.invalidateQueries() });
  if (notes.length === 0) return <Empty title={t('watch.notes.none')}>{t('watch.notes.noneWhy')}</Empty>;
  const columns = [{ title: t('watch.officer') }, { title: t('watch.notes.note') }, { title: t('watch.notes.taken') }];
  const isFor = (note: Note): boolean =>
    note.takenBy === null && note.officer !== officer.id && (note.to === null || note.to === officer.id);
  return (
    <>
      <DataTable label={t('watch.page.notes')} columns={columns}>
        {notes.map((note) => (
          <Table.Tr key={note.id} {...named(`note-${note.id}`)}>
            <Table.Td>
              <Officer id={note.officer} />
              <Text size="xs" c="dimmed" component="div">
                <Time at={note.writtenAt} />
              </Text>
            </Table.Td>
            <Table.Td miw={240} style={{ whiteSpace: 'pre-wrap' }} dir="auto">
              {note.text === null ? t('watch.lost') : visibleText(note.text)}
            </Table.Td>
            <Table.Td>
              {note.takenBy !== null && note.takenAt !== null ? (
                <Say id="watch.notes.takenBy" values={{ officer: note.takenBy, time: <Time at={note.takenAt} /> }} />
              ) : note.to === null ? null : (
                t('watch.notes.for', { officer: note.to })
              )}
              {may.desk && isFor(note) ? (
                <Button size="xs" loading={taking.isPending} onClick={() => taking.mutate(note.id)}>
                  {t('watch.notes.takeOver')}
                </Button>
              ) : null}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      {taking.error ? <Problem error={taking.error} /> : null}
    </>
  );
}
