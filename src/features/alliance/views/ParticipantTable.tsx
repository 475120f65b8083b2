import { Table, Text } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { exactTime } from '#web/ui/times.ts';
import { describeLog, standingWords } from '../standing-model.ts';
import type { ParticipantView } from './api.ts';

const columns = [
  { title: 'Code' },
  { title: 'Name' },
  { title: 'Class' },
  { title: 'State' },
  { title: 'Last contact' },
  { title: 'Log size', end: true },
  { title: 'Directory', end: true },
];

type Props = { participants: readonly ParticipantView[]; self: string };

export function ParticipantTable({ participants, self }: Props) {
  return (
    <DataTable label="Participants" columns={columns}>
      {participants.map((participant) => (
        <Table.Tr key={participant.code}>
          <Table.Td>
            <Mono whole>{participant.code}</Mono>
          </Table.Td>
          <Table.Td fw={500}>
            {participant.name}
            {participant.address ? (
              <Text size="xs" c="dimmed">
                {participant.address}
              </Text>
            ) : null}
          </Table.Td>
          <Table.Td>{participant.class}</Table.Td>
          <Table.Td>
            <Standing standing={participant.standing} />
            <State participant={participant} isSelf={participant.code === self} />
          </Table.Td>
          <Table.Td>
            <Contact at={participant.lastContactAt} isSelf={participant.code === self} />
          </Table.Td>
          <Table.Td ta="end">{describeLog(participant, count)}</Table.Td>
          <Table.Td ta="end">{participant.directory ?? '–'}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

const count = (n: number): string => n.toLocaleString('en');

/** Contact says nothing of membership: who is suspended or has withdrawn may answer all the same. */
const Standing = ({ standing }: Pick<ParticipantView, 'standing'>) =>
  standing === 'standing' ? null : <Tag tone="wait">{standingWords[standing]}</Tag>;

/** A failure is over as soon as a later contact succeeded. */
function State({ participant, isSelf }: { participant: ParticipantView; isSelf: boolean }) {
  const { lastFailure, lastContactAt, stopped } = participant;
  if (stopped) return <Failure word="stopped" participant={participant} />;
  if (isSelf) return <Tag tone="plain">this node</Tag>;
  if (lastFailure && (!lastContactAt || lastFailure.at > lastContactAt)) {
    return <Failure word="failing" participant={participant} />;
  }
  return lastContactAt ? <Tag tone="good">in contact</Tag> : <Tag tone="faint">not met yet</Tag>;
}

function Failure({ word, participant }: { word: string; participant: ParticipantView }) {
  const failure = participant.lastFailure;
  return (
    <>
      <Tag tone="bad">{word}</Tag>
      {failure ? (
        <Text size="xs" c="dimmed" maw={260}>
          {failure.why} (<Mono>{failure.code}</Mono>)
        </Text>
      ) : null}
    </>
  );
}

function Contact({ at, isSelf }: { at: string | null; isSelf: boolean }) {
  if (!at) return isSelf ? '–' : 'never';
  return (
    <>
      <Time at={at} />
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {exactTime(at)}
      </Text>
    </>
  );
}
