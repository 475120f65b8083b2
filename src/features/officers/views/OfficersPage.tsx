import { Group, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { roleName, useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { fetchOfficers } from './passkeys.ts';
import type { OfficerRow } from './passkeys.ts';

const text = {
  title: 'Officers',
  about:
    'Who acts for your authority, and by which passkeys. Other participants know the numbers, roles and passkeys; names stay at this node.',
  invite: 'Invite an officer',
  appoint: 'Appoint',
  dismiss: 'Dismiss',
  notFor: 'Only a node administrator or an approver sees who the officers are.',
  waiting: 'not in an appointment yet',
  attested: 'attested',
};

const tones: Record<OfficerRow['standing'], Tone> = {
  listed: 'faint',
  invited: 'wait',
  enrolled: 'wait',
  appointed: 'good',
  ended: 'bad',
};

const columns = [
  { title: 'Number' },
  { title: 'Name' },
  { title: 'Role' },
  { title: 'Standing' },
  { title: 'Passkeys' },
  { title: 'Since' },
  { title: 'Last day' },
  { title: 'Acts' },
];

/** Who acts for the authority; from here officers are invited, appointed and dismissed. */
export function OfficersPage() {
  const { powers } = useSession();
  return powers.includes('appoint') ? <Officers /> : <Page title={text.title} about={text.notFor} />;
}

function Officers() {
  const { powers } = useSession();
  const officers = useQuery({ queryKey: ['officers'], queryFn: fetchOfficers, refetchInterval: refreshMs });
  return (
    <Page
      title={text.title}
      about={text.about}
      actions={powers.includes('invite') ? <ButtonLink to={links.inviteOfficer()}>{text.invite}</ButtonLink> : null}
    >
      <Loaded query={officers}>
        {({ items }) => (
          <DataTable label={text.title} columns={columns}>
            {items.map((one) => (
              <Row key={one.id} officer={one} />
            ))}
          </DataTable>
        )}
      </Loaded>
      <Outlet />
    </Page>
  );
}

function Row({ officer }: { officer: OfficerRow }) {
  const { id, name, role, standing, passkeys, waiting, isAttested, since, until, invitedUntil, appointment } = officer;
  return (
    <Table.Tr>
      <Table.Td>{id}</Table.Td>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{roleName(role)}</Table.Td>
      <Table.Td>
        <Tag tone={tones[standing]} title={invitedUntil ?? undefined}>
          {standing}
        </Tag>
      </Table.Td>
      <Table.Td>
        {passkeys > 0 ? `${passkeys}${isAttested ? `, ${text.attested}` : ''}` : null}
        {waiting > 0 ? ` ${waiting} ${text.waiting}` : null}
      </Table.Td>
      <Table.Td>
        {since && appointment ? (
          <PageLink to={links.record(appointment)}>
            <Time at={since} day />
          </PageLink>
        ) : null}
      </Table.Td>
      <Table.Td>{until}</Table.Td>
      <Table.Td>
        <Group gap="xs">
          {waiting > 0 ? (
            <ButtonLink size="xs" to={links.appointOfficer(id)} aria-label={`${text.appoint} ${id}`}>
              {text.appoint}
            </ButtonLink>
          ) : null}
          {standing === 'ended' ? null : (
            <ButtonLink size="xs" to={links.dismissOfficer(id)} aria-label={`${text.dismiss} ${id}`}>
              {text.dismiss}
            </ButtonLink>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
