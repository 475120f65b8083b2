import { Purpose } from '#web/Purpose.tsx';
import { Alert, Box, Button, Group, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useInboxCount } from '#web/inbox-count.ts';
import { useMay, useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Chip, Chips } from '#web/ui/Chips.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { RecordName } from '#web/ui/RecordName.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { wordOf } from '#web/i18n/fields.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { useT } from '#web/i18n/use-t.ts';
import { fetchInbox, giveBack, takeItem } from './api.ts';
import type { InboxItem } from './api.ts';
import { isShown } from './shown.ts';
import { Deputies } from './Deputies.tsx';
import { Takings } from './Takings.tsx';

/** Which of its sort it is: the kind of a record, the gate of a bulk, for what an assignment is asked for, or the code of a task or a deadline. */
function codeOf(t: Translate, { kind, code }: InboxItem): string {
  if (kind === 'proposal' || kind === 'emergency') return t.term('kind', code);
  if (kind === 'quarantine') return wordOf(t, 'gate', code);
  if (kind === 'answer') return t(code === 'refused' ? 'inbox.inboxPage.refused' : 'inbox.inboxPage.given');
  return t.term('inboxCode', code);
}

/** Where something is done about it. */
const places: Readonly<Record<InboxItem['kind'], (item: InboxItem) => string>> = {
  proposal: ({ id }) => links.proposal(id),
  emergency: ({ record }) => (record === null ? links.records() : links.record(record)),
  task: () => links.tasks(),
  quarantine: () => links.quarantine(),
  note: () => links.watch(),
  call: () => links.watch(),
  contact: () => links.watch(),
  request: () => links.assignments(),
  answer: () => links.assignments(),
};

export function InboxPage() {
  const t = useT();
  const may = useMay();
  const columns = [
    { title: t('inbox.inboxPage.what') },
    { title: t('inbox.inboxPage.subject') },
    { title: t('inbox.inboxPage.due') },
    { title: t('inbox.inboxPage.with') },
    { title: t('inbox.inboxPage.do') },
  ];
  const inbox = useQuery({ queryKey: ['inbox'], queryFn: fetchInbox, refetchInterval: refreshMs });
  const count = useInboxCount();
  const show = useSearchParams()[0].get('show');
  return (
    <Page
      title={t('layout.navigation.inbox')}
      about={t('inbox.inboxPage.about')}
      actions={<ButtonLink to={links.notices()}>{t('notices.title')}</ButtonLink>}
    >
      {count.data?.more ? (
        <Alert variant="default" mb="md" role="status">
          {t('inbox.inboxPage.more')}
        </Alert>
      ) : null}
      <Chips name={t('inbox.inboxPage.show')}>
        <Chip name={t('inbox.inboxPage.all')} to={links.inbox()} isChosen={show === null} />
        <Chip name={t('inbox.inboxPage.overdue')} to={links.inbox({ show: 'overdue' })} isChosen={show === 'overdue'} />
        <Chip name={t('inbox.inboxPage.day')} to={links.inbox({ show: 'day' })} isChosen={show === 'day'} />
      </Chips>
      <Loaded query={inbox}>
        {({ items: all }) => {
          const items = all.filter((item) => isShown(item, show, Date.now()));
          return items.length === 0 ? (
            <Empty
              title={t('inbox.inboxPage.none')}
              act={may.act ? <ButtonLink to={links.newRecord()}>{t('inbox.inboxPage.write')}</ButtonLink> : null}
            >
              {t('inbox.inboxPage.noneWhy')}
            </Empty>
          ) : (
            <DataTable label={t('layout.navigation.inbox')} columns={columns}>
              {items.map((item) => (
                <Row key={`${item.kind} ${item.id}`} item={item} />
              ))}
            </DataTable>
          );
        }}
      </Loaded>
      <Box mt="xl">
        <Deputies />
        <Takings />
      </Box>
      <Outlet />
    </Page>
  );
}

function Row({ item }: { item: InboxItem }) {
  const t = useT();
  const { officer } = useSession();
  const names = {
    proposal: t('inbox.inboxPage.proposal'),
    emergency: t('inbox.inboxPage.emergency'),
    task: t('inbox.inboxPage.task'),
    quarantine: t('inbox.inboxPage.quarantine'),
    note: t('inbox.inboxPage.note'),
    call: t('inbox.inboxPage.call'),
    contact: t('inbox.inboxPage.contact'),
    request: t('inbox.inboxPage.request'),
    answer: t('inbox.inboxPage.answer'),
  };
  const client = useQueryClient();
  const giving = useMutation({ mutationFn: () => giveBack(item), onSuccess: () => client.invalidateQueries() });
  const taking = useMutation({ mutationFn: () => takeItem(item), onSuccess: () => client.invalidateQueries() });
  return (
    <Table.Tr>
      <Table.Td miw={140}>
        <PageLink to={places[item.kind](item)}>{names[item.kind]}</PageLink>
        <Text size="xs" c="dimmed" title={item.code}>
          {item.kind === 'request' ? <Purpose code={item.code} /> : codeOf(t, item)}
        </Text>
      </Table.Td>
      <Table.Td miw={180}>
        <Subject item={item} />
        {item.handedBy === null ? null : (
          <Text size="xs">
            {t('inbox.inboxPage.handed', {
              officer: item.handedBy,
              note: item.note === null ? t('ui.wordsNotShown') : visibleText(item.note),
            })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {item.due === null ? t('inbox.inboxPage.noDeadline') : <Time at={item.due} />}{' '}
        {item.state === 'open' ? null : (
          <Tag tone={item.state === 'overdue' ? 'bad' : 'wait'}>
            {item.state === 'overdue' ? t('inbox.inboxPage.overdue') : t('inbox.inboxPage.escalated')}
          </Tag>
        )}
      </Table.Td>
      <Table.Td>{item.takenBy ?? ''}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          {item.takenBy === officer.id ? (
            <Button variant="default" size="xs" loading={giving.isPending} onClick={() => giving.mutate()}>
              {t('inbox.inboxPage.giveBack')}
            </Button>
          ) : (
            <Button variant="default" size="xs" loading={taking.isPending} onClick={() => taking.mutate()}>
              {t(item.kind === 'answer' ? 'inbox.inboxPage.seen' : 'inbox.inboxPage.take')}
            </Button>
          )}
          {item.kind === 'answer' ? null : (
            <ButtonLink size="xs" to={links.handOver(item.kind, item.id)}>
              {t('inbox.handOver')}
            </ButtonLink>
          )}
        </Group>
        {(taking.error ?? giving.error) ? <Problem error={taking.error ?? giving.error} /> : null}
      </Table.Td>
    </Table.Tr>
  );
}

/** What it is about: a record by its title, what is proposed, or a word of its own. */
function Subject({ item: { id, kind, record, recordKind, title, disturbing } }: { item: InboxItem }) {
  const t = useT();
  if (kind === 'note' || kind === 'call')
    return (
      <PageLink to={links.watch(`${kind}-${id}`)}>
        {t(kind === 'note' ? 'inbox.inboxPage.toNote' : 'inbox.inboxPage.toCall')}
      </PageLink>
    );
  if (recordKind !== null)
    return (
      <RecordName
        of={{ kind: recordKind, title, disturbing }}
        {...(record === null ? {} : { to: links.record(record) })}
      />
    );
  if (record === null) return visibleText(title ?? '');
  if (kind === 'answer')
    return (
      <>
        <PageLink to={links.record(record)}>{record}</PageLink>
        <Text size="xs">{visibleText(title ?? '')}</Text>
      </>
    );
  return <PageLink to={links.record(record)}>{visibleText(title ?? record)}</PageLink>;
}
