import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { nameIn } from '#web/i18n/names.ts';
import { Say } from '#web/i18n/Say.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { ContactPoint } from './api.ts';

/** Where the others are reached, and whether somebody answered when it was tried. */
export function Contacts({ contacts }: { contacts: readonly ContactPoint[] }) {
  const t = useT();
  const may = useMay();
  if (contacts.length === 0) return <Empty title={t('watch.contacts.none')}>{t('watch.contacts.noneWhy')}</Empty>;
  const columns = [
    { title: t('watch.contacts.of') },
    { title: t('watch.contacts.point') },
    { title: t('watch.contacts.reached') },
    { title: t('watch.contacts.test') },
    { title: t('watch.do') },
  ];
  return (
    <DataTable label={t('watch.page.contacts')} columns={columns}>
      {contacts.map((point) => (
        <Table.Tr key={`${point.participant} ${point.contact}`}>
          <Table.Td>
            <Mono whole>{point.participant}</Mono>
          </Table.Td>
          <Table.Td>
            {visibleText(nameIn(t, point))}
            <Text size="xs" c="dimmed">
              {visibleText(point.hours)}, {point.languages.join(', ')}
            </Text>
          </Table.Td>
          <Table.Td>
            <div dir="ltr">{point.telephone}</div>
            <div dir="ltr">{point.email}</div>
          </Table.Td>
          <Table.Td>
            <Tested point={point} />
          </Table.Td>
          <Table.Td>
            {may.desk ? (
              <ButtonLink size="xs" to={links.testContact(point.participant, point.contact)}>
                {t('watch.contacts.noteTest')}
              </ButtonLink>
            ) : null}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Tested({ point: { last, due, state } }: { point: ContactPoint }) {
  const t = useT();
  return (
    <>
      {last === null ? (
        t('watch.contacts.never')
      ) : (
        <Say
          id={last.answered ? 'watch.contacts.answered' : 'watch.contacts.unanswered'}
          values={{ officer: last.officer, time: <Time at={last.at} /> }}
        />
      )}{' '}
      {state === 'overdue' ? <Tag tone="bad">{t('watch.contacts.overdue')}</Tag> : null}
      {state === 'unanswered' ? <Tag tone="wait">{t('watch.contacts.noAnswer')}</Tag> : null}
      {due === null ? null : (
        <Text size="xs" c="dimmed" component="div">
          <Say id="watch.contacts.due" values={{ time: <Time at={due} /> }} />
        </Text>
      )}
      {last?.note ? <Text size="xs">{visibleText(last.note)}</Text> : null}
    </>
  );
}
