import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { sayLog } from './say-log.ts';
import type { ParticipantDetail } from './api.ts';
import { KeyTable } from './KeyTable.tsx';
import classes from './ParticipantList.module.css';
import { nameIn } from '#web/i18n/names.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Say } from '#web/i18n/Say.tsx';
import { Why } from '#web/ui/Why.tsx';

type Props = { participants: readonly ParticipantDetail[]; self: string };

/** One after the other, each closed until it is opened: by mouse, Enter or Space. */
export function ParticipantList({ participants, self }: Props) {
  const t = useT();
  return (
    <ul className={classes.list}>
      {participants.map((participant) => (
        <li key={participant.code}>
          <Panel flush>
            <details>
              <summary className={classes.summary}>
                <Mono whole>{participant.code}</Mono>
                <span>{visibleText(nameIn(t, participant))}</span>
                <span>{t.term('class', participant.class)}</span>
                <Tag tone={participant.standing === 'standing' ? 'good' : 'wait'}>
                  {t.term('standing', participant.standing)}
                </Tag>
                {participant.code === self ? <Tag>{t('alliance.thisNode')}</Tag> : null}
                {participant.stopped ? <Tag tone="bad">{t('alliance.stopped')}</Tag> : null}
                {participant.alarms.length > 0 ? (
                  <Tag tone="bad">{t('alliance.alarms', { alarms: participant.alarms.length })}</Tag>
                ) : null}
              </summary>
              <div className={classes.body}>
                <Facts facts={factsOf(t, participant)} />
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

const factsOf = (t: Translate, one: ParticipantDetail) => [
  { name: t('alliance.participantList.memberFrom'), value: one.from },
  { name: t('alliance.participantList.lastDay'), value: one.to },
  { name: t('alliance.participantList.suspendedFrom'), value: one.suspended },
  { name: t('alliance.participantList.addresses'), value: one.addresses.join(', ') },
  {
    name: t('alliance.directory'),
    value: one.directory ? t('alliance.participantList.number', { number: one.directory.number }) : null,
  },
  { name: t('alliance.participantList.tlsKey'), value: <Mono>{one.tlsKeys[0]}</Mono> },
  { name: t('alliance.participantList.tlsKeyBeforeIt'), value: one.tlsKeys[1] ? <Mono>{one.tlsKeys[1]}</Mono> : null },
  { name: t('alliance.lastContact'), value: one.lastContactAt ? <Time at={one.lastContactAt} exact /> : null },
  {
    name: t('alliance.participantList.lastFailure'),
    value: one.lastFailure ? (
      <Why code={one.lastFailure.code} why={`${one.lastFailure.why} (${one.lastFailure.code})`} />
    ) : null,
  },
  {
    name: t('alliance.logSize'),
    value: one.logSize === null && !one.logBefore ? null : sayLog(t, one),
  },
  {
    name: t('alliance.participantList.growth'),
    value: one.growth
      ? t('alliance.participantList.since', { by: t.number(one.growth.by), since: one.growth.since })
      : null,
  },
  {
    name: t('alliance.participantList.weCosignedItsLog'),
    value: one.weCosigned ? (
      <>
        <Say
          id="alliance.participantList.upTo"
          values={{ size: t.number(one.weCosigned.size), time: <Time at={one.weCosigned.at} /> }}
        />
      </>
    ) : null,
  },
  {
    name: t('alliance.participantList.itCosignedOurLog'),
    value:
      one.cosignedOurs === null
        ? null
        : t('alliance.participantList.upTo2', { cosignedOurs: t.number(one.cosignedOurs) }),
  },
];

function AuthorityTable({ participant: { code, authorities } }: { participant: ParticipantDetail }) {
  const t = useT();
  const columns = [
    { title: t('alliance.authority') },
    { title: t('alliance.name') },
    { title: t('alliance.participantList.lastDay') },
    { title: t('alliance.participantList.successor') },
  ];
  return (
    <DataTable label={t('alliance.participantList.authoritiesOf', { code })} columns={columns}>
      {authorities.map((authority) => (
        <Table.Tr key={authority.code}>
          <Table.Td>
            <Mono whole>{authority.code}</Mono>
          </Table.Td>
          <Table.Td>{visibleText(nameIn(t, authority))}</Table.Td>
          <Table.Td>{authority.to ?? '–'}</Table.Td>
          <Table.Td>{authority.successor ?? '–'}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
