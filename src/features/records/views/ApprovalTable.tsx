import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { roleName } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { RecordDetail } from './api.ts';

const text = {
  title: 'Approvals',
  note: 'These officers signed the very bytes by passkey before they were sealed. The verification below checks each signature.',
  unknown: 'not known here',
};

/** Who approved the record, and which record made them officers. */
export function ApprovalTable({ record: { approvals } }: { record: RecordDetail }) {
  if (approvals.length === 0) return null;
  return (
    <Section title={text.title} note={text.note}>
      <DataTable label={text.title} columns={[{ title: 'Officer' }, { title: 'Role' }, { title: 'Appointed by' }]}>
        {approvals.map(({ officer, role, appointment }) => (
          <Table.Tr key={officer}>
            <Table.Td>
              <Mono whole>{officer}</Mono>
            </Table.Td>
            <Table.Td>{role === null ? text.unknown : roleName(role)}</Table.Td>
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
