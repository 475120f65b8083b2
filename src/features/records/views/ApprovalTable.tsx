import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { RecordDetail } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Who approved the record, and which record made them officers. */
export function ApprovalTable({ record: { approvals } }: { record: RecordDetail }) {
  const t = useT();
  if (approvals.length === 0) return null;
  return (
    <Section title={t('records.approvalTable.title')} note={t('records.approvalTable.note')}>
      <DataTable
        label={t('records.approvalTable.title')}
        columns={[
          { title: t('records.approvalTable.officer') },
          { title: t('records.approvalTable.role') },
          { title: t('records.approvalTable.appointedBy') },
        ]}
      >
        {approvals.map(({ officer, role, appointment }) => (
          <Table.Tr key={officer}>
            <Table.Td>
              <Mono whole>{officer}</Mono>
            </Table.Td>
            <Table.Td>{role === null ? t('records.approvalTable.unknown') : t.term('role', role)}</Table.Td>
            <Table.Td>
              <PageLink to={links.record(appointment)}>
                <Mono>{appointment}</Mono>
              </PageLink>
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}
