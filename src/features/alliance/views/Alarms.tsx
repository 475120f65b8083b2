import { Code } from '@mantine/core';
import { Icon } from '#web/ui/Icon.tsx';
import { Time } from '#web/ui/Time.tsx';
import classes from './Alarms.module.css';
import type { Alarm } from './api.ts';

/** What must not be overlooked: a peer that contradicts its own log, a wrong checkpoint. Loud, and first. */
export function Alarms({ alarms }: { alarms: readonly Alarm[] }) {
  if (alarms.length === 0) return null;
  return (
    <section className={classes.alarms} role="alert" aria-label="Alarms">
      <h2 className={classes.title}>
        <Icon name="bang" />
        {alarms.length === 1 ? '1 alarm' : `${alarms.length} alarms`}
      </h2>
      <ul className={classes.list}>
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <strong>{alarm.participant}</strong>: {alarm.why} <Code className={classes.code}>{alarm.code}</Code>{' '}
            <Time at={alarm.at} exact />{' '}
            <a className={classes.proof} href={`/api/alarms/${alarm.id}`} download={`alarm-${alarm.id}.json`}>
              evidence
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
