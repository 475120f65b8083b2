import { Table, Text } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { exactTime } from '#web/ui/times.ts';
import { sayLog } from './say-log.ts';
import type { ParticipantView } from './api.ts';
import { nameIn } from '#web/i18n/names.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Why } from '#web/ui/Why.tsx';

const columns = (t: Translate) => [
  { title: t('alliance.participantTable.code') },
  { title: t('alliance.name') },
  { title: t('alliance.participantTable.class') },
  { title: t('alliance.state') },
  { title: t('alliance.lastContact') },
  { title: t('alliance.logSize'), end: true },
  { title: t('alliance.directory'), end: true },
];

/** What is told of contact with it. */
type Heard = Pick<ParticipantView, 'lastFailure' | 'lastContactAt' | 'stopped'>;

type Props = { participants: readonly ParticipantView[]; self: string };

export function ParticipantTable({ participants, self }: Props) {
  const t = useT();
  return (
    <DataTable label={t('alliance.participants')} columns={columns(t)}>
      {participants.map((participant) => (
        <Table.Tr key={participant.code}>
          <Table.Td>
            <Mono whole>{participant.code}</Mono>
          </Table.Td>
          <Table.Td fw={500}>
            {nameIn(t, participant)}
            {participant.address ? (
              <Text size="xs" c="dimmed">
                {participant.address}
              </Text>
            ) : null}
          </Table.Td>
          <Table.Td>{t.term('class', participant.class)}</Table.Td>
          <Table.Td>
            <Standing standing={participant.standing} />
            <State participant={participant} isSelf={participant.code === self} />
          </Table.Td>
          <Table.Td>
            <Contact at={participant.lastContactAt} isSelf={participant.code === self} />
          </Table.Td>
          <Table.Td ta="end">{sayLog(t, participant)}</Table.Td>
          <Table.Td ta="end">{participant.directory ?? '–'}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

/** Contact says nothing of membership: who is suspended or has withdrawn may answer all the same. */
export function Standing({ standing }: Pick<ParticipantView, 'standing'>) {
  const t = useT();
  return standing === 'standing' ? null : <Tag tone="wait">{t.term('standing', standing)}</Tag>;
}

/** A failure is over as soon as a later contact succeeded. */
export function State({ participant, isSelf }: { participant: Heard; isSelf: boolean }) {
  const t = useT();
  const { lastFailure, lastContactAt, stopped } = participant;
  if (stopped) return <Failure word={t('alliance.stopped')} participant={participant} />;
  if (isSelf) return <Tag tone="plain">{t('alliance.thisNode')}</Tag>;
  if (lastFailure && (!lastContactAt || lastFailure.at > lastContactAt)) {
    return <Failure word={t('alliance.participantTable.failing')} participant={participant} />;
  }
  return lastContactAt ? (
    <Tag tone="good">{t('alliance.participantTable.inContact')}</Tag>
  ) : (
    <Tag tone="faint">{t('alliance.participantTable.notMetYet')}</Tag>
  );
}

function Failure({ word, participant }: { word: string; participant: Heard }) {
  const failure = participant.lastFailure;
  return (
    <>
      <Tag tone="bad">{word}</Tag>
      {failure ? (
        <Text size="xs" c="dimmed" maw={260} component="div">
          <Why code={failure.code} why={failure.why} /> (<Mono>{failure.code}</Mono>)
        </Text>
      ) : null}
    </>
  );
}

export function Contact({ at, isSelf }: { at: string | null; isSelf: boolean }) {
  const t = useT();
  if (!at) return isSelf ? '–' : t('alliance.participantTable.never');
  return (
    <>
      <Time at={at} />
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {exactTime(at, t.locale)}
      </Text>
    </>
  );
}
