import { Table, Text } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { sayLog } from './say-log.ts';
import { Contact, Standing, State } from './ParticipantTable.tsx';
import type { ParticipantDetail } from './api.ts';
import { nameIn } from '#web/i18n/names.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

type Props = { participants: readonly ParticipantDetail[]; self: string };

/** A list, not a map: where each is reached day and night, when this node last heard of it, and whether its log is what others saw. */
export function ParticipantOverview({ participants, self }: Props) {
  const t = useT();
  const columns = [
    { title: t('alliance.participantTable.code') },
    { title: t('alliance.name') },
    { title: t('alliance.state') },
    { title: t('alliance.overview.contacts') },
    { title: t('alliance.lastContact') },
    { title: t('alliance.logSize'), end: true },
    { title: t('alliance.overview.cosigned') },
    { title: t('alliance.alarms.alarms'), end: true },
  ];
  return (
    <DataTable label={t('alliance.participants')} columns={columns}>
      {participants.map((one) => (
        <Table.Tr key={one.code}>
          <Table.Td>
            <Mono whole>{one.code}</Mono>
          </Table.Td>
          <Table.Td fw={500}>
            {visibleText(nameIn(t, one))}
            <Text size="xs" c="dimmed">
              {t.term('class', one.class)}
            </Text>
          </Table.Td>
          <Table.Td>
            <Standing standing={one.standing} />
            <State participant={one} isSelf={one.code === self} />
          </Table.Td>
          <Table.Td miw={200}>
            <Contacts contacts={one.contacts} />
          </Table.Td>
          <Table.Td>
            <Contact at={one.lastContactAt} isSelf={one.code === self} />
          </Table.Td>
          <Table.Td ta="end">
            {sayLog(t, one)}
            {one.growth ? (
              <Text size="xs" c="dimmed">
                {t('alliance.participantList.since', { by: `+${t.number(one.growth.by)}`, since: one.growth.since })}
              </Text>
            ) : null}
          </Table.Td>
          <Table.Td>
            <Cosigned participant={one} isSelf={one.code === self} />
          </Table.Td>
          <Table.Td ta="end">
            {one.alarms.length > 0 ? <Tag tone="bad">{t.number(one.alarms.length)}</Tag> : t.number(0)}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Contacts({ contacts }: Pick<ParticipantDetail, 'contacts'>) {
  const t = useT();
  if (contacts.length === 0) return t('alliance.overview.noContacts');
  return contacts.map((point) => (
    <div key={point.code}>
      {visibleText(nameIn(t, point))}{' '}
      {point.hours === '24/7' ? <Tag tone="good">24/7</Tag> : <span>{visibleText(point.hours)}</span>}
      <Text size="xs" c="dimmed" component="div">
        <bdi dir="ltr">{[point.telephone, point.email].filter(Boolean).join(', ')}</bdi> ({point.languages.join(', ')})
      </Text>
    </div>
  ));
}

function Cosigned({
  participant: { weCosigned, cosignedOurs },
  isSelf,
}: {
  participant: ParticipantDetail;
  isSelf: boolean;
}) {
  const t = useT();
  if (isSelf) return '–';
  return (
    <>
      <div>
        {cosignedOurs === null
          ? t('alliance.overview.ourNever')
          : t('alliance.overview.ours', { size: t.number(cosignedOurs) })}
      </div>
      <Text size="xs" c="dimmed" component="div">
        {weCosigned === null ? (
          t('alliance.overview.theirNever')
        ) : (
          <Say
            id="alliance.overview.theirs"
            values={{ size: t.number(weCosigned.size), time: <Time at={weCosigned.at} /> }}
          />
        )}
      </Text>
    </>
  );
}
