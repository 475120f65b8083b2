import { Button, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '#web/session.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useT } from '#web/i18n/use-t.ts';
import { endToken, fetchTokens } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Tokens of the officer's own, or of the other officers of the authority. */
export function TokenTable({ label, all }: { label: string; all: boolean }) {
  const t = useT();
  const { officer } = useSession();
  const tokens = useQuery({ queryKey: ['tokens', all], queryFn: () => fetchTokens(all) });
  const columns = [
    { title: t('officers.tokenTable.for') },
    ...(all ? [{ title: t('officers.number') }] : []),
    { title: t('officers.tokenTable.scopes') },
    { title: t('officers.tokenTable.until') },
    { title: t('officers.tokenTable.used') },
    { title: t('officers.tokenTable.state') },
    { title: t('officers.officersPage.acts') },
  ];
  return (
    <Loaded query={tokens}>
      {({ items }) => {
        const shown = items.filter((one) => !all || one.officer !== officer.id);
        if (shown.length === 0)
          return <Empty title={t('officers.tokenTable.none')}>{t('officers.tokenTable.noneWhy')}</Empty>;
        return (
          <DataTable label={label} columns={columns}>
            {shown.map((token) => (
              <Row key={token.id} token={token} all={all} />
            ))}
          </DataTable>
        );
      }}
    </Loaded>
  );
}

function Row({ token: { id, officer, name, scopes, expiresAt, usedAt, state }, all }: { token: Token; all: boolean }) {
  const t = useT();
  const client = useQueryClient();
  const ending = useMutation({ mutationFn: () => endToken(id), onSuccess: () => client.invalidateQueries() });
  return (
    <Table.Tr>
      <Table.Td>{visibleText(name)}</Table.Td>
      {all ? <Table.Td>{officer}</Table.Td> : null}
      <Table.Td>{scopes.map((scope) => t.term('tokenScope', scope)).join(', ')}</Table.Td>
      <Table.Td>
        <Time at={expiresAt} />
      </Table.Td>
      <Table.Td>{usedAt === null ? t('officers.tokenTable.never') : <Time at={usedAt} />}</Table.Td>
      <Table.Td>
        <Tag tone={state === 'live' ? 'good' : 'faint'}>{t.term('tokenState', state)}</Tag>
      </Table.Td>
      <Table.Td>
        {state === 'live' ? (
          <Button
            size="xs"
            variant="default"
            loading={ending.isPending}
            onClick={() => ending.mutate()}
            aria-label={`${t('officers.tokenTable.end')} ${visibleText(name)}`}
          >
            {t('officers.tokenTable.end')}
          </Button>
        ) : null}
        {ending.error ? <Problem error={ending.error} /> : null}
      </Table.Td>
    </Table.Tr>
  );
}
