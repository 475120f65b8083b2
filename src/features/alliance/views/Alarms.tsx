import { Code } from '@mantine/core';
import { Link } from 'react-router';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import classes from './Alarms.module.css';
import type { Alarm } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Say } from '#web/i18n/Say.tsx';
import { Why } from '#web/ui/Why.tsx';

type Props = { alarms: readonly Alarm[]; /** With whom exchange is stopped. */ stopped: readonly string[] };

/** What must not be overlooked: a peer that contradicts its own log, a wrong checkpoint. Loud, and first. */
export function Alarms({ alarms, stopped }: Props) {
  const t = useT();
  const may = useMay();
  if (alarms.length === 0) return null;
  // Beside the newest alarm of each that is stopped: the one decision is about them all.
  const isOpen = ({ id, participant }: Alarm): boolean =>
    stopped.includes(participant) && alarms.find((other) => other.participant === participant)?.id === id;
  return (
    <section className={classes.alarms} role="alert" aria-label={t('alliance.alarms.alarms')}>
      <h2 className={classes.title}>
        <Icon name="bang" />
        {counted(t, alarms)}
      </h2>
      <ul className={classes.list}>
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <strong>{alarm.participant}</strong>: <Why code={alarm.code} why={alarm.why} />{' '}
            <Code className={classes.code}>{alarm.code}</Code> <Time at={alarm.at} exact />{' '}
            <a className={classes.proof} href={`/api/alarms/${alarm.id}`} download={`alarm-${alarm.id}.json`}>
              {t('alliance.alarms.evidence')}
            </a>
            {alarm.provable === false ? ` ${t('alliance.alarms.shownToThisNode')}` : null}
            {may.desk && isOpen(alarm) ? (
              <>
                {' '}
                <Link className={classes.proof} to={links.resumePeer(alarm.participant)}>
                  {t('alliance.alarms.resumeExchangeWith', { participant: alarm.participant })}
                </Link>
              </>
            ) : null}
            {alarm.resumed ? (
              <>
                {' '}
                <Say
                  id="alliance.alarms.resumedBy"
                  values={{
                    strong: <strong>{t('alliance.alarms.settled')}</strong>,
                    by: alarm.resumed.by,
                    time: <Time at={alarm.resumed.at} exact />,
                    reason: visibleText(alarm.resumed.reason),
                  }}
                />
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many nobody has settled yet are not to be lost among those that somebody has. */
function counted(t: Translate, alarms: readonly Alarm[]): string {
  const settled = alarms.filter(({ resumed }) => resumed !== null).length;
  const all = t('alliance.alarms', { alarms: alarms.length });
  return settled === 0 ? all : t('alliance.alarms.settled2', { all, settled });
}
