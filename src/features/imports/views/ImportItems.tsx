import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { ImportItem } from './api.ts';
import { outcomesIn } from './outcomes.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Why } from '#web/ui/Why.tsx';

const columns = (t: Translate) => [
  { title: t('imports.object') },
  { title: t('imports.importItems.placeInFile'), end: true },
  { title: t('imports.importItems.record') },
  { title: t('imports.importItems.reason') },
];
const shownAtFirst = 20;

/** The objects, by outcome. What needs eyes comes first. */
export function ImportItems({ items }: { items: readonly ImportItem[] }) {
  const outcomes = outcomesIn(useT());
  const order = ['refused', 'changed-same-version', 'revoked', ...outcomes.map(({ outcome }) => outcome)];
  return [...new Set(order)].map((outcome) => {
    const found = items.filter((item) => item.outcome === outcome);
    const title = outcomes.find((known) => known.outcome === outcome)?.title ?? outcome;
    return found.length === 0 ? null : <Group key={outcome} title={title} items={found} />;
  });
}

function Group({ title, items }: { title: string; items: readonly ImportItem[] }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? items : items.slice(0, shownAtFirst);
  const more =
    items.length > shownAtFirst ? (
      <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t('imports.show', { shownAtFirst }) : t('imports.showAll', { count: t.number(items.length) })}
      </Button>
    ) : null;
  return (
    <Section title={`${title} (${t.number(items.length)})`} actions={more}>
      <DataTable label={title} columns={columns(t)}>
        {shown.map((item, place) => (
          <Row key={`${item.id} ${item.index ?? place}`} item={item} />
        ))}
      </DataTable>
    </Section>
  );
}

function Row({ item }: { item: ImportItem }) {
  const t = useT();
  return (
    <Table.Tr>
      <Table.Td miw={260}>
        {item.id ? (
          <Mono>{item.id}</Mono>
        ) : item.ref || item.code === 'source-marking' ? (
          t('imports.importItems.wholeText')
        ) : (
          t('imports.importItems.noId')
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
        <Why code={item.code} why={item.why} /> {item.code ? <Mono dim>{item.code}</Mono> : null}
      </Table.Td>
    </Table.Tr>
  );
}
