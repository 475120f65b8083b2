import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { groupFindings } from '../finding-rules.ts';
import type { ImportItem, ImportReport, ItemFinding } from './api.ts';

const text = {
  envelope: 'The bundle itself',
  envelopeNote: 'What STIX 2.1 says of the bundle around the objects.',
  must: 'MUST',
  should: 'SHOULD',
  errors: 'Against the specification',
  errorsNote: 'Rules of STIX 2.1 that say MUST. The objects were taken all the same, as they came.',
  warnings: 'Against its advice',
  warningsNote: 'Rules of STIX 2.1 that say SHOULD, by what they are about, with the first object as an example.',
};
const errorColumns = [{ title: 'Object' }, { title: 'Where' }, { title: 'What' }, { title: 'Clause' }];
const warningColumns = [
  { title: 'About' },
  { title: 'Times', end: true },
  { title: 'Objects', end: true },
  ...errorColumns,
];
const shownAtFirst = 20;

/** What the validator says of the bundle itself, which is neither of its objects. */
export function EnvelopeFindings({ report: { envelope } }: { report: ImportReport }) {
  if (envelope === null) return null;
  const found = [
    ...envelope.errors.map((finding) => ({ finding, level: text.must })),
    ...envelope.warnings.map((finding) => ({ finding, level: text.should })),
  ];
  return (
    <Section title={text.envelope} note={text.envelopeNote}>
      <DataTable label={text.envelope} columns={[{ title: 'Rule' }, ...errorColumns.slice(1)]}>
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

const inObjects = (title: string, objects: number): string =>
  `${title} (${objects.toLocaleString('en')} ${objects === 1 ? 'object' : 'objects'})`;

function Errors({ items, objects }: { items: readonly ImportItem[]; objects: number }) {
  const [isOpen, setOpen] = useState(false);
  const found = items.flatMap((item) =>
    (item.findings?.errors ?? []).map((finding, i) => ({ item, finding, key: `${item.index} ${item.id} ${i}` })),
  );
  if (found.length === 0) return null;
  const more =
    found.length > shownAtFirst ? (
      <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? `Show ${shownAtFirst}` : `Show all ${found.length.toLocaleString('en')}`}
      </Button>
    ) : null;
  return (
    <Section title={inObjects(text.errors, objects)} note={text.errorsNote} actions={more}>
      <DataTable label={text.errors} columns={errorColumns}>
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
  const groups = groupFindings(items, 'warnings');
  if (groups.length === 0) return null;
  return (
    <Section title={inObjects(text.warnings, objects)} note={text.warningsNote}>
      <DataTable label={text.warnings} columns={warningColumns}>
        {groups.map((group) => (
          <Table.Tr key={group.code}>
            <Table.Td>
              <Mono>{group.code}</Mono>
            </Table.Td>
            <Table.Td ta="end">{group.count.toLocaleString('en')}</Table.Td>
            <Table.Td ta="end">{group.objects.toLocaleString('en')}</Table.Td>
            <Finding item={group.item} finding={group.first} />
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}

function Finding({ item, finding }: { item: ImportItem; finding: ItemFinding }) {
  return (
    <>
      <Table.Td miw={220}>{item.id ? <Mono>{item.id}</Mono> : `object ${item.index ?? '–'} of the file`}</Table.Td>
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
