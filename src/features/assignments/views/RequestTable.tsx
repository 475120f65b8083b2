import { Button, Group, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { Purpose } from '#web/Purpose.tsx';
import { useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useKeptNotes } from '#web/use-kept-notes.ts';
import type { KeptNotes } from '#web/use-kept-notes.ts';
import { useT } from '#web/i18n/use-t.ts';
import { dropRequest, refuseRequest } from './api.ts';
import type { RequestRow } from './api.ts';
import { Covered } from './Covered.tsx';

export function RequestTable({ rows, mayAssign }: { rows: readonly RequestRow[]; mayAssign: boolean }) {
  const t = useT();
  const notes = useKeptNotes('assignments.refuse');
  const columns = [
    { title: t('assignments.officer') },
    { title: t('assignments.covers') },
    { title: t('assignments.purpose') },
    { title: t('assignments.reason') },
    { title: t('assignments.askedAt') },
    { title: t('assignments.answer') },
  ];
  return (
    <DataTable label={t('assignments.asked')} columns={columns}>
      {rows.map((row) => (
        <Row key={row.id} row={row} mayAssign={mayAssign} notes={notes} />
      ))}
    </DataTable>
  );
}

function Row({ row, mayAssign, notes }: { row: RequestRow; mayAssign: boolean; notes: KeptNotes }) {
  const t = useT();
  const { officer } = useSession();
  const client = useQueryClient();
  const drop = useMutation({ mutationFn: () => dropRequest(row.id), onSuccess: () => client.invalidateQueries() });
  const { covers, subject, purpose, reason } = row;
  const isOwn = row.officer === officer.id;
  const mayAnswer = mayAssign && !isOwn && row.state === 'open';
  const given = { officers: row.officer, covers, subject: subject ?? undefined, purpose, reason };
  return (
    <Table.Tr>
      <Table.Td>{row.officer}</Table.Td>
      <Table.Td>
        <Covered covers={covers} subject={subject} />
      </Table.Td>
      <Table.Td>
        <Purpose code={purpose} />
      </Table.Td>
      <Table.Td>{visibleText(reason)}</Table.Td>
      <Table.Td>
        <Time at={row.at} />
      </Table.Td>
      <Table.Td>
        {row.state === 'open' ? null : <Answered row={row} />}
        <Group gap="xs" wrap="nowrap">
          {mayAnswer ? (
            <ButtonLink
              size="xs"
              to={links.assign(given)}
              aria-label={t('assignments.assignTo', { officer: row.officer })}
            >
              {t('assignments.assign')}
            </ButtonLink>
          ) : null}
          {isOwn && row.state === 'open' ? (
            <Button size="xs" variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
              {t('assignments.takeBack')}
            </Button>
          ) : null}
        </Group>
        {mayAnswer ? <Refusing row={row} notes={notes} /> : null}
        {drop.error ? <Problem error={drop.error} /> : null}
      </Table.Td>
    </Table.Tr>
  );
}

/** Who answered, and what: the record that assigns, or why not. */
function Answered({ row: { state, answer, answeredBy } }: { row: RequestRow }) {
  const t = useT();
  const words = {
    open: '',
    given: t('assignments.wasGiven', { officer: answeredBy ?? '' }),
    refused: t('assignments.wasRefused', { officer: answeredBy ?? '' }),
    'taken-back': t('assignments.wasTakenBack'),
  };
  return (
    <Text size="sm">
      {words[state]}{' '}
      {state === 'given' && answer !== null ? (
        <PageLink to={links.record(answer)} inText>
          {answer}
        </PageLink>
      ) : (
        visibleText(answer ?? '')
      )}
    </Text>
  );
}

/** A refusal says why: whoever asked is shown it. */
function Refusing({ row: { id, officer }, notes }: { row: RequestRow; notes: KeptNotes }) {
  const t = useT();
  const reason = notes.of(id);
  const client = useQueryClient();
  const refuse = useMutation({
    mutationFn: () => refuseRequest(id, reason),
    onSuccess: () => {
      notes.set(id, '');
      return client.invalidateQueries();
    },
  });
  return (
    <Group gap="xs" wrap="nowrap" mt="xs">
      <TextInput
        size="xs"
        aria-label={t('assignments.whyNot', { officer })}
        placeholder={t('assignments.reason')}
        maxLength={500}
        value={reason}
        onChange={(event) => notes.set(id, event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        aria-label={t('assignments.declineOf', { officer })}
        disabled={reason.trim() === ''}
        loading={refuse.isPending}
        onClick={() => refuse.mutate()}
      >
        {t('assignments.decline')}
      </Button>
      {refuse.error ? <Problem error={refuse.error} /> : null}
    </Group>
  );
}
