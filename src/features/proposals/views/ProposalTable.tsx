import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { RecordName } from '#web/ui/RecordName.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { ProposalSummary } from './api.ts';
import { outcomeOf, waitsFor } from './words.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Proposals, one per line: what, by whom, and whom it waits for or what became of it. */
export function ProposalTable({ label, proposals }: { label: string; proposals: readonly ProposalSummary[] }) {
  const t = useT();
  const isOpen = proposals.every(({ state }) => state === 'open');
  const columns = [
    { title: t('proposals.proposal') },
    { title: t('proposals.proposalTable.kind') },
    { title: t('proposals.writtenBy') },
    { title: t('proposals.made') },
    { title: isOpen ? t('proposals.proposalTable.waitsFor') : t('proposals.proposalTable.whatBecameOfIt') },
    { title: isOpen ? t('proposals.lapses') : t('proposals.decided') },
  ];
  return (
    <DataTable label={label} columns={columns}>
      {proposals.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td miw={180}>
            <RecordName of={one} to={links.proposal(one.id)} />
            {one.destroyed ? (
              <div>
                <Tag tone="faint">{t('records.contentDestroyed')}</Tag>
              </div>
            ) : null}
            {one.title === null && isOver(one) ? (
              <Text size="xs" c="dimmed">
                {t('proposals.proposalTable.noWords')}
              </Text>
            ) : null}
          </Table.Td>
          <Table.Td>
            <KindName of={one.kind} />
          </Table.Td>
          <Table.Td>
            <Mono whole>{one.officer}</Mono>
          </Table.Td>
          <Table.Td>
            <Time at={one.madeAt} />
          </Table.Td>
          <Table.Td miw={140}>{one.state === 'open' ? waitsFor(t, one) : <Outcome of={one} />}</Table.Td>
          <Table.Td>
            <Time at={one.decidedAt ?? one.expiresAt} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

/** What ended without a seal left nothing of what it said. */
const isOver = ({ state }: ProposalSummary): boolean => state !== 'open' && state !== 'sealed';

function Outcome({ of }: { of: ProposalSummary }) {
  const t = useT();
  const { state, decidedBy, reason, places } = of;
  const { tone, words } = outcomeOf(t, of);
  // Who sealed it are all who approved it; what nobody decided lapsed by itself.
  const by = state === 'sealed' ? places.flatMap((place) => place.by ?? []) : [decidedBy ?? []].flat();
  return (
    <>
      <Tag tone={tone}>{words}</Tag>
      {by.length > 0 ? (
        <Text size="xs" component="div">
          {t('proposals.proposalTable.by', { officers: by.join(', ') })}
        </Text>
      ) : null}
      {reason ? (
        <Text size="xs" c="dimmed">
          {visibleText(reason)}
        </Text>
      ) : state === 'withdrawn' || state === 'refused' ? (
        <Text size="xs" c="dimmed">
          {t('ui.wordsNotShown')}
        </Text>
      ) : null}
    </>
  );
}
