import { Code } from '@mantine/core';
import { Link } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import classes from './Alarms.module.css';
import type { Alarm } from './api.ts';

type Props = { alarms: readonly Alarm[]; /** With whom exchange is stopped. */ stopped: readonly string[] };

/** What must not be overlooked: a peer that contradicts its own log, a wrong checkpoint. Loud, and first. */
export function Alarms({ alarms, stopped }: Props) {
  const may = useMay();
  if (alarms.length === 0) return null;
  // Beside the newest alarm of each that is stopped: the one decision is about them all.
  const isOpen = ({ id, participant }: Alarm): boolean =>
    stopped.includes(participant) && alarms.find((other) => other.participant === participant)?.id === id;
  return (
    <section className={classes.alarms} role="alert" aria-label="Alarms">
      <h2 className={classes.title}>
        <Icon name="bang" />
        {counted(alarms)}
      </h2>
      <ul className={classes.list}>
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <strong>{alarm.participant}</strong>: {alarm.why} <Code className={classes.code}>{alarm.code}</Code>{' '}
            <Time at={alarm.at} exact />{' '}
            <a className={classes.proof} href={`/api/alarms/${alarm.id}`} download={`alarm-${alarm.id}.json`}>
              evidence
            </a>
            {alarm.provable === false ? ' (shown to this node, proof to nobody else)' : null}
            {may.act && isOpen(alarm) ? (
              <>
                {' '}
                <Link className={classes.proof} to={links.resumePeer(alarm.participant)}>
                  resume exchange with {alarm.participant}
                </Link>
              </>
            ) : null}
            {alarm.resumed ? (
              <>
                {' '}
                <strong>Settled</strong>: resumed by {alarm.resumed.by} <Time at={alarm.resumed.at} exact />:{' '}
                {visibleText(alarm.resumed.reason)}
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many nobody has settled yet are not to be lost among those that somebody has. */
function counted(alarms: readonly Alarm[]): string {
  const settled = alarms.filter(({ resumed }) => resumed !== null).length;
  const all = alarms.length === 1 ? '1 alarm' : `${alarms.length} alarms`;
  return settled === 0 ? all : `${all}, ${settled} settled`;
}
