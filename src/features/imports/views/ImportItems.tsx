import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { ImportItem } from './api.ts';
import { outcomes } from './outcomes.ts';

const columns = [{ title: 'Object' }, { title: 'Place in file', end: true }, { title: 'Record' }, { title: 'Reason' }];
const shownAtFirst = 20;

/** The objects, by outcome. What needs eyes comes first. */
export function ImportItems({ items }: { items: readonly ImportItem[] }) {
  const order = ['refused', 'changed-same-version', 'revoked', ...outcomes.map(({ outcome }) => outcome)];
  return [...new Set(order)].map((outcome) => {
    const found = items.filter((item) => item.outcome === outcome);
    const title = outcomes.find((known) => known.outcome === outcome)?.title ?? outcome;
    return found.length === 0 ? null : <Group key={outcome} title={title} items={found} />;
  });
}

function Group({ title, items }: { title: string; items: readonly ImportItem[] }) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? items : items.slice(0, shownAtFirst);
  const more =
    items.length > shownAtFirst ? (
      <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? `Show ${shownAtFirst}` : `Show all ${items.length.toLocaleString('en')}`}
      </Button>
    ) : null;
  return (
    <Section title={`${title} (${items.length.toLocaleString('en')})`} actions={more}>
      <DataTable label={title} columns={columns}>
        {shown.map((item, place) => (
          <Row key={`${item.id} ${item.index ?? place}`} item={item} />
        ))}
      </DataTable>
    </Section>
  );
}

function Row({ item }: { item: ImportItem }) {
  return (
    <Table.Tr>
      <Table.Td miw={260}>
        {item.id ? (
          <Mono>{item.id}</Mono>
        ) : item.ref || item.code === 'source-marking' ? (
          'the whole text, as it came'
        ) : (
          'no id'
        )}
      </Table.Td>
      <Table.Td ta="end">{item.index ?? '–'}</Table.Td>
      <Table.Td miw={180}>
        {item.ref ? (
          <PageLink to={links.record(item.ref)}>
            <Mono>{item.ref}</Mono>
          </PageLink>
        ) : (
          '–'
        )}
      </Table.Td>
      <Table.Td miw={160}>
        {item.why ?? '–'} {item.code ? <Mono dim>{item.code}</Mono> : null}
      </Table.Td>
    </Table.Tr>
  );
}
