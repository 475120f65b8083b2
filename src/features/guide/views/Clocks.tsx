import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { MessageKey } from '#web/i18n/translate.ts';
import { useT } from '#web/i18n/use-t.ts';
import { links } from '#web/links.ts';
import { useMay, useSession } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { exactTime } from '#web/ui/times.ts';
import { fetchClocks } from './clocks.ts';
import type { Clock } from './clocks.ts';
import classes from './Guide.module.css';

const shown = 3;
const second = 1_000;

/** What runs out next at this desk: deadlines of the inbox, and acts of one officer that lapse without a second. */
export function Clocks() {
  const t = useT();
  const { officer } = useSession();
  const may = useMay();
  const now = useSeconds();
  const { data = [] } = useQuery({
    queryKey: ['guide', 'clocks', officer.id],
    queryFn: () => fetchClocks(officer.authority),
    refetchInterval: 15_000,
    enabled: may.act,
  });
  const running = data.filter(({ due }) => Date.parse(due) > now).slice(0, shown);
  if (running.length === 0) return null;
  return (
    <ul className={classes.clocks} aria-label={t('guide.clocks.title')}>
      {running.map((clock) => (
        <li key={`${clock.what} ${clock.id}`}>
          <PageLink to={linkOf(clock)}>{nameOf(clock)}</PageLink>{' '}
          <time dateTime={clock.due} title={exactTime(clock.due, t.locale)} className={classes.left ?? ''}>
            {leftOf(Date.parse(clock.due) - now)}
          </time>
        </li>
      ))}
    </ul>
  );

  function nameOf({ what, code }: Clock): string {
    if (what === 'emergency') return t('guide.clocks.emergency');
    if (what === 'task') return t(tasks[code] ?? 'tasks.tasksPage.title');
    return what === 'proposal' ? t('guide.clocks.proposal', { kind: t.term('kind', code) }) : t('guide.clocks.bulk');
  }

  function leftOf(ms: number): string {
    const days = Math.floor(ms / (86_400 * second));
    const time = new Date(ms).toISOString().slice(11, 19);
    return days > 0 ? t('guide.clocks.days', { days, time }) : time;
  }
}

/** Of tasks that have a deadline. */
const tasks: Readonly<Record<string, MessageKey>> = {
  'source-recalled': 'tasks.taskTable.itsSourceWasRecalled',
  'source-replaced': 'tasks.taskTable.itsSourceWasReplaced',
  'source-disowned': 'tasks.taskTable.itsSourceWasSealed',
  'leaf-demand': 'tasks.taskTable.oversightDemandsLeaves',
  finding: 'tasks.taskTable.oversightFoundSomething',
};

const linkOf = ({ what, id, code, record }: Clock): string =>
  record && code === 'leaf-demand'
    ? links.demand(record)
    : record
      ? links.record(record)
      : what === 'proposal'
        ? links.proposal(id)
        : links.inbox();

function useSeconds(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), second);
    return () => clearInterval(timer);
  }, []);
  return now;
}
