import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Board, EvidenceView } from '../board-model.ts';
import { shortName } from './Hypotheses.tsx';
import { Voice, WithdrawLink } from './Voice.tsx';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const tones: Record<EvidenceView['direction'], Tone> = { for: 'good', against: 'bad', neutral: 'plain' };

type Props = { label: string; board: Board; page: string; acts: boolean };

/** Competing hypotheses side by side (ACH): a finding that tells nothing apart shows at once. */
export function EvidenceMatrix({ label, board, page, acts }: Props) {
  const t = useT();
  const { hypotheses, matrix } = board;
  const inside = new Set(hypotheses.map(({ ref }) => ref));
  const columns = [
    { title: t('hypotheses.finding') },
    ...hypotheses.map(({ author }, place) => ({ title: `${shortName(place)}, ${author}` })),
  ];
  return (
    <DataTable label={label} columns={columns}>
      {matrix.map((row) => (
        <Table.Tr key={row.key}>
          <Table.Td miw={200}>
            {visibleText(row.summary)}
            {row.cites === null ? null : (
              <Text size="xs">
                <PageLink to={row.cites.includes('--') ? links.threat(row.cites) : links.record(row.cites)}>
                  <Mono>{row.cites}</Mono>
                </PageLink>
              </Text>
            )}
          </Table.Td>
          {row.cells.map((cell, place) => (
            <Table.Td key={hypotheses[place]?.ref} miw={200}>
              {cell.length === 0
                ? '–'
                : cell.map((one) => (
                    <div key={`${one.ref} ${one.summary}`}>
                      <Tag tone={tones[one.direction]}>{t.term('direction', one.direction)}</Tag>{' '}
                      {t.term('weight', one.weight)}, {sayGrade(t, one.grade)}
                      <Text size="xs" c="dimmed">
                        {visibleText(one.gradeReason)}
                      </Text>
                      <Voice of={one} earlier={one.earlier} />
                      {inside.has(one.ref) ? null : (
                        <WithdrawLink of={one} page={page} acts={acts} what={visibleText(one.summary)} />
                      )}
                    </div>
                  ))}
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </DataTable>
  );
}

/** 'B2: usually reliable, probably true' */
const sayGrade = (t: Translate, grade: string): string =>
  `${grade}: ${t.term('reliability', grade.slice(0, 1))}, ${t.term('credibility', grade.slice(1, 2))}`;
