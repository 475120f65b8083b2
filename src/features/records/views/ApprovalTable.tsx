import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { Officer } from '#web/ui/Officer.tsx';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { fetchApprovalTimes } from './approval-times.ts';
import type { RecordDetail } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Who approved the record, which record made them officers, and when, where that was here. */
export function ApprovalTable({ record: { ref, approvals, signedDigest, verdict } }: { record: RecordDetail }) {
  const t = useT();
  // No assertion says when it was made: this node knows it of its own authority's alone.
  const times = useQuery({
    queryKey: ['approval-times', ref],
    queryFn: () => fetchApprovalTimes(ref),
    enabled: verdict === 'own' && approvals.length > 0,
    staleTime: Infinity,
  });
  if (approvals.length === 0) return null;
  return (
    <Section title={t('records.approvalTable.title')} note={t('records.approvalTable.note')}>
      <DataTable
        label={t('records.approvalTable.title')}
        columns={[
          { title: t('records.approvalTable.officer') },
          { title: t('records.approvalTable.role') },
          { title: t('records.approvalTable.appointedBy') },
          ...(times.data && times.data.size > 0 ? [{ title: t('records.approvalTable.when') }] : []),
        ]}
      >
        {approvals.map(({ officer, role, appointment }) => (
          <Table.Tr key={officer}>
            <Table.Td>
              <Officer id={officer} />
            </Table.Td>
            <Table.Td>{role === null ? t('records.approvalTable.unknown') : t.term('role', role)}</Table.Td>
            <Table.Td>
              <PageLink to={links.record(appointment)}>
                <Mono>{appointment}</Mono>
              </PageLink>
            </Table.Td>
            {times.data && times.data.size > 0 ? (
              <Table.Td>{times.data.has(officer) ? <Time at={times.data.get(officer) ?? ''} exact /> : null}</Table.Td>
            ) : null}
          </Table.Tr>
        ))}
      </DataTable>
      <Stack gap="xs" mt="md">
        <Facts
          facts={[{ name: t('records.signedDigest'), value: signedDigest ? <Mono>{signedDigest}</Mono> : null }]}
        />
        <Text size="sm" c="dimmed">
          {t('records.approvalTable.signedNote')}
        </Text>
      </Stack>
    </Section>
  );
}
