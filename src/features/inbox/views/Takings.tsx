import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useT } from '#web/i18n/use-t.ts';
import { fetchTakings } from './api.ts';
import type { Taking } from './api.ts';

/** Who of the authority took, handed over and gave back what; asked for when it is opened. */
export function Takings() {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const takings = useQuery({ queryKey: ['inbox', 'takings'], queryFn: fetchTakings, enabled: isOpen });
  const columns = [
    { title: t('inbox.takings.when') },
    { title: t('inbox.inboxPage.what') },
    { title: t('inbox.takings.act') },
  ];
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('inbox.takings.title')}</summary>
      {isOpen ? (
        <Loaded query={takings}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('inbox.takings.none')}>{t('inbox.takings.noneWhy')}</Empty>
            ) : (
              <DataTable label={t('inbox.takings.title')} columns={columns}>
                {items.map((taking) => (
                  <Table.Tr key={`${taking.at} ${taking.kind} ${taking.item}`}>
                    <Table.Td>
                      <Time at={taking.at} exact />
                    </Table.Td>
                    <Table.Td>
                      {taking.kind} {taking.item}
                    </Table.Td>
                    <Table.Td>
                      <Act taking={taking} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </DataTable>
            )
          }
        </Loaded>
      ) : null}
    </details>
  );
}

function Act({ taking: { by, officer, note } }: { taking: Taking }) {
  const t = useT();
  if (officer === null) return t('inbox.takings.gaveBack', { by });
  if (officer === by) return t('inbox.takings.took', { by });
  return (
    <>
      {t('inbox.takings.handed', { by, officer })}
      <Text size="xs">{note === null ? t('ui.wordsNotShown') : visibleText(note)}</Text>
    </>
  );
}
