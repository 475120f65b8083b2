import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { describeLog, standingWords } from '../standing-model.ts';
import type { ParticipantDetail } from './api.ts';
import { KeyTable } from './KeyTable.tsx';
import classes from './ParticipantList.module.css';

type Props = { participants: readonly ParticipantDetail[]; self: string };

/** One after the other, each closed until it is opened: by mouse, Enter or Space. */
export function ParticipantList({ participants, self }: Props) {
  return (
    <ul className={classes.list}>
      {participants.map((participant) => (
        <li key={participant.code}>
          <Panel flush>
            <details>
              <summary className={classes.summary}>
                <Mono whole>{participant.code}</Mono>
                <span>{visibleText(participant.name)}</span>
                <span>{participant.class}</span>
                <Tag tone={participant.standing === 'standing' ? 'good' : 'wait'}>
                  {standingWords[participant.standing]}
                </Tag>
                {participant.code === self ? <Tag>this node</Tag> : null}
                {participant.stopped ? <Tag tone="bad">stopped</Tag> : null}
                {participant.alarms.length > 0 ? <Tag tone="bad">{`${participant.alarms.length} alarms`}</Tag> : null}
              </summary>
              <div className={classes.body}>
                <Facts facts={factsOf(participant)} />
                <AuthorityTable participant={participant} />
                <KeyTable participant={participant} />
              </div>
            </details>
          </Panel>
        </li>
      ))}
    </ul>
  );
}

const count = (n: number): string => n.toLocaleString('en');

const factsOf = (one: ParticipantDetail) => [
  { name: 'Member from', value: one.from },
  { name: 'Last day', value: one.to },
  { name: 'Suspended from', value: one.suspended },
  { name: 'Addresses', value: one.addresses.join(', ') },
  { name: 'Directory', value: one.directory ? `number ${one.directory.number}` : null },
  { name: 'TLS key', value: <Mono>{one.tlsKeys[0]}</Mono> },
  { name: 'TLS key before it, still accepted', value: one.tlsKeys[1] ? <Mono>{one.tlsKeys[1]}</Mono> : null },
  { name: 'Last contact', value: one.lastContactAt ? <Time at={one.lastContactAt} exact /> : null },
  { name: 'Last failure', value: one.lastFailure ? `${one.lastFailure.why} (${one.lastFailure.code})` : null },
  { name: 'Log size', value: one.logSize === null && !one.logBefore ? null : describeLog(one, count) },
  { name: 'Growth', value: one.growth ? `${count(one.growth.by)} since ${one.growth.since}` : null },
  {
    name: 'We cosigned its log',
    value: one.weCosigned ? (
      <>
        up to {count(one.weCosigned.size)}, <Time at={one.weCosigned.at} />
      </>
    ) : null,
  },
  { name: 'It cosigned our log', value: one.cosignedOurs === null ? null : `up to ${count(one.cosignedOurs)}` },
];

function AuthorityTable({ participant: { code, authorities } }: { participant: ParticipantDetail }) {
  const columns = [{ title: 'Authority' }, { title: 'Name' }, { title: 'Last day' }, { title: 'Successor' }];
  return (
    <DataTable label={`Authorities of ${code}`} columns={columns}>
      {authorities.map((authority) => (
        <Table.Tr key={authority.code}>
          <Table.Td>
            <Mono whole>{authority.code}</Mono>
          </Table.Td>
          <Table.Td>{visibleText(authority.name)}</Table.Td>
          <Table.Td>{authority.to ?? '–'}</Table.Td>
          <Table.Td>{authority.successor ?? '–'}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
