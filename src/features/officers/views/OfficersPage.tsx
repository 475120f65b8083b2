import { Group, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { fetchOfficers } from './passkeys.ts';
import type { OfficerRow } from './passkeys.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const tones: Record<OfficerRow['standing'], Tone> = {
  listed: 'faint',
  invited: 'wait',
  enrolled: 'wait',
  appointed: 'good',
  ended: 'bad',
};

const columns = (t: Translate) => [
  { title: t('officers.number') },
  { title: t('officers.name') },
  { title: t('officers.role') },
  { title: t('officers.officersPage.standing') },
  { title: t('officers.officersPage.passkeys') },
  { title: t('officers.officersPage.since') },
  { title: t('officers.lastDay') },
  { title: t('officers.officersPage.acts') },
];

/** Who acts for the authority; from here officers are invited, appointed and dismissed. */
export function OfficersPage() {
  const t = useT();
  const { powers } = useSession();
  return powers.includes('appoint') ? (
    <Officers />
  ) : (
    <Page title={t('officers.officers')} about={t('officers.officersPage.notFor')} />
  );
}

function Officers() {
  const t = useT();
  const { powers } = useSession();
  const officers = useQuery({ queryKey: ['officers'], queryFn: fetchOfficers, refetchInterval: refreshMs });
  return (
    <Page
      title={t('officers.officers')}
      about={t('officers.officersPage.about')}
      actions={
        powers.includes('invite') ? (
          <ButtonLink to={links.inviteOfficer()}>{t('officers.inviteAnOfficer')}</ButtonLink>
        ) : null
      }
    >
      <Loaded query={officers}>
        {({ items }) => (
          <DataTable label={t('officers.officers')} columns={columns(t)}>
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
  const t = useT();
  const { powers } = useSession();
  const {
    id,
    name,
    role,
    standing,
    passkeys,
    waiting,
    isAttested,
    isDoubted,
    since,
    until,
    invitedUntil,
    appointment,
  } = officer;
  return (
    <Table.Tr>
      <Table.Td>{id}</Table.Td>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{t.term('role', role)}</Table.Td>
      <Table.Td>
        <Tag tone={tones[standing]} title={invitedUntil ?? undefined}>
          {t.term('officerStanding', standing)}
        </Tag>
      </Table.Td>
      <Table.Td>
        {passkeys > 0 ? `${passkeys}${isAttested ? `, ${t('officers.officersPage.attested')}` : ''}` : null}
        {isDoubted ? (
          <Tag tone="bad" title={t('officers.officersPage.doubtedWhy')}>
            {t('officers.officersPage.doubted')}
          </Tag>
        ) : null}
        {waiting > 0 ? ` ${t('officers.officersPage.waiting', { waiting })}` : null}
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
            <ButtonLink
              size="xs"
              to={links.appointOfficer(id)}
              aria-label={`${t('officers.officersPage.appoint')} ${id}`}
            >
              {t('officers.officersPage.appoint')}
            </ButtonLink>
          ) : null}
          {standing === 'appointed' && powers.includes('invite') ? (
            <ButtonLink
              size="xs"
              to={links.recoverOfficer(id)}
              aria-label={`${t('officers.officersPage.recover')} ${id}`}
            >
              {t('officers.officersPage.recover')}
            </ButtonLink>
          ) : null}
          {standing === 'ended' ? null : (
            <ButtonLink
              size="xs"
              to={links.dismissOfficer(id)}
              aria-label={`${t('officers.officersPage.dismiss')} ${id}`}
            >
              {t('officers.officersPage.dismiss')}
            </ButtonLink>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
