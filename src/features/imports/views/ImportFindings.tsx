import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { groupFindings } from '../finding-rules.ts';
import type { ImportItem, ImportReport, ItemFinding } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const errorColumns = (t: Translate) => [
  { title: t('imports.object') },
  { title: t('imports.importFindings.where') },
  { title: t('imports.importFindings.what') },
  { title: t('imports.importFindings.clause') },
];
const warningColumns = (t: Translate) => [
  { title: t('imports.importFindings.about') },
  { title: t('imports.importFindings.times'), end: true },
  { title: t('imports.importFindings.objects'), end: true },
  ...errorColumns(t),
];
const shownAtFirst = 20;

/** What the validator says of the bundle itself, which is neither of its objects. */
export function EnvelopeFindings({ report: { envelope } }: { report: ImportReport }) {
  const t = useT();
  if (envelope === null) return null;
  const found = [
    ...envelope.errors.map((finding) => ({ finding, level: t('imports.importFindings.must') })),
    ...envelope.warnings.map((finding) => ({ finding, level: t('imports.importFindings.should') })),
  ];
  return (
    <Section title={t('imports.importFindings.envelope')} note={t('imports.importFindings.envelopeNote')}>
      <DataTable
        label={t('imports.importFindings.envelope')}
        columns={[{ title: t('imports.importFindings.rule') }, ...errorColumns(t).slice(1)]}
      >
        {found.map(({ finding, level }) => (
          <Table.Tr key={`${finding.path} ${finding.code} ${finding.message}`}>
            <Table.Td>{level}</Table.Td>
            <FindingCells finding={finding} />
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}

/** What the validator says of the objects: errors one by one, warnings by what they are about. */
export function ImportFindings({ report }: { report: ImportReport }) {
  return (
    <>
      <Errors items={report.items} objects={report.objectsWith.errors} />
      <Warnings items={report.items} objects={report.objectsWith.warnings} />
    </>
  );
}

const inObjects = (t: Translate, title: string, objects: number): string =>
  t('imports.importFindings.inObjects', { title, objects });

function Errors({ items, objects }: { items: readonly ImportItem[]; objects: number }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const found = items.flatMap((item) =>
    (item.findings?.errors ?? []).map((finding, i) => ({ item, finding, key: `${item.index} ${item.id} ${i}` })),
  );
  if (found.length === 0) return null;
  const more =
    found.length > shownAtFirst ? (
      <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t('imports.show', { shownAtFirst }) : t('imports.showAll', { count: t.number(found.length) })}
      </Button>
    ) : null;
  return (
    <Section
      title={inObjects(t, t('imports.importFindings.errors'), objects)}
      note={t('imports.importFindings.errorsNote')}
      actions={more}
    >
      <DataTable label={t('imports.importFindings.errors')} columns={errorColumns(t)}>
        {(isOpen ? found : found.slice(0, shownAtFirst)).map(({ item, finding, key }) => (
          <Table.Tr key={key}>
            <Finding item={item} finding={finding} />
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}

function Warnings({ items, objects }: { items: readonly ImportItem[]; objects: number }) {
  const t = useT();
  const groups = groupFindings(items, 'warnings');
  if (groups.length === 0) return null;
  return (
    <Section
      title={inObjects(t, t('imports.importFindings.warnings'), objects)}
      note={t('imports.importFindings.warningsNote')}
    >
      <DataTable label={t('imports.importFindings.warnings')} columns={warningColumns(t)}>
        {groups.map((group) => (
          <Table.Tr key={group.code}>
            <Table.Td>
              <Mono>{group.code}</Mono>
            </Table.Td>
            <Table.Td ta="end">{t.number(group.count)}</Table.Td>
            <Table.Td ta="end">{t.number(group.objects)}</Table.Td>
            <Finding item={group.item} finding={group.first} />
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}

function Finding({ item, finding }: { item: ImportItem; finding: ItemFinding }) {
  const t = useT();
  return (
    <>
      <Table.Td miw={220}>
        {item.id ? <Mono>{item.id}</Mono> : t('imports.importFindings.objectOfTheFile', { index: item.index ?? '–' })}
      </Table.Td>
      <FindingCells finding={finding} />
    </>
  );
}

function FindingCells({ finding }: { finding: ItemFinding }) {
  return (
    <>
      <Table.Td miw={120}>
        <Mono>{visibleText(finding.path) || '/'}</Mono>
      </Table.Td>
      <Table.Td miw={220}>{visibleText(finding.message)}</Table.Td>
      <Table.Td miw={120}>{finding.clause}</Table.Td>
    </>
  );
}
