import { Table, Text } from '@mantine/core';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useNamesIn } from './names.ts';
import type { Case, CaseEvent } from './api.ts';

/** Everything of the case in the order in which it was sealed here or came here. */
export function Timeline({ of }: { of: Case }) {
  const t = useT();
  const columns = [
    { title: t('cases.timeline.when') },
    { title: t('cases.timeline.what') },
    { title: t('cases.timeline.who') },
    { title: t('cases.timeline.followed') },
  ];
  return (
    <Section title={t('cases.timeline.title')} note={t('cases.timeline.note')}>
      <DataTable label={t('cases.timeline.title')} columns={columns}>
        {of.events.map((event) => (
          <Row key={`${event.what} ${event.ref} ${event.to ?? ''} ${event.status ?? ''}`} event={event} of={of} />
        ))}
      </DataTable>
    </Section>
  );
}

function Row({ event, of }: { event: CaseEvent; of: Case }) {
  const t = useT();
  const nameOf = useNamesIn(of);
  const isRecord = ['sealed', 'written', 'arrived'].includes(event.what);
  const list = (refs: readonly string[]) =>
    refs.map((ref) => (
      <div key={ref}>
        <PageLink to={links.record(ref)} quiet>
          {nameOf(ref)}
        </PageLink>
      </div>
    ));
  return (
    <Table.Tr>
      <Table.Td>
        <Time at={event.at} exact />
        {event.what === 'arrived' ? (
          <Text size="xs" c="dimmed">
            {t('cases.timeline.issued')} <Time at={event.issuedAt} exact />
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td miw={200}>
        <PageLink to={links.record(event.ref)}>
          {t.term('caseEvent', event.what)}
          {event.to === null ? '' : ` ${event.to}`}
          {event.status === null ? '' : ` ${t.term('receipt', event.status)}`}
        </PageLink>
        {isRecord ? <div>{nameOf(event.ref)}</div> : list(event.of)}
      </Table.Td>
      <Table.Td>
        <Mono whole>{event.officers.length > 0 ? event.officers.join(', ') : event.author}</Mono>
      </Table.Td>
      <Table.Td>{list(event.followed)}</Table.Td>
    </Table.Tr>
  );
}
