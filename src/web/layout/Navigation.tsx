import { NavLink, useLocation } from 'react-router';
import { useInboxCount } from '../inbox-count.ts';
import { links } from '../links.ts';
import { useNews } from '../news.ts';
import { useParticipants } from '../participants.ts';
import { useMay } from '../session.ts';
import classes from './Navigation.module.css';
import { useT } from '../i18n/use-t.ts';

/** The places of a node. Those that hold nothing but content are left out for a role that reads none. */
export function Navigation() {
  const t = useT();
  const may = useMay();
  const { alarms } = useParticipants();
  return (
    <nav className={classes.navigation} aria-label={t('layout.navigation.pages')}>
      <Place to={links.home()} name={t('layout.navigation.home')} />
      <Place to={links.alliance()} name={t('layout.navigation.alliance')} alarms={alarms} />
      <Arrived />
      <Waiting />
      <Place to={links.watch()} name={t('layout.navigation.watch')} />
      <Place to={links.proposals()} name={t('layout.navigation.proposals')} />
      {may.read ? <Place to={links.threats()} name={t('layout.navigation.threats')} /> : null}
      {may.read ? <Place to={links.imports()} name={t('layout.navigation.imports')} /> : null}
      {may.read ? <Place to={links.tasks()} name={t('layout.navigation.tasks')} /> : null}
      <Place to={links.arrivals()} name={t('layout.navigation.arrivals')} />
      <Place to={links.oversight()} name={t('layout.navigation.oversight')} />
      <Place to={links.assignments()} name={t('layout.navigation.assignments')} />
      {may.appoint ? <Place to={links.officers()} name={t('layout.navigation.officers')} /> : null}
    </nav>
  );
}

/** All records, with how many arrived since the officer last looked at them. */
function Arrived() {
  const t = useT();
  const news = useNews(useLocation().pathname === links.records());
  const count = news?.count ?? 0;
  return (
    <>
      <NavLink to={links.records()} className={classes.place ?? ''}>
        {t('layout.navigation.records')}
        {count > 0 ? (
          <span className={classes.waiting} data-overdue={false} aria-hidden>
            {t.number(count)}
            {news?.atLeast ? '+' : ''}
          </span>
        ) : null}
      </NavLink>
      <span className={classes.unseen} role="status">
        {count > 0 ? t('layout.navigation.news', { count }) : ''}
      </span>
    </>
  );
}

/** The inbox, with how much in it needs the officer now. */
function Waiting() {
  const t = useT();
  const { data } = useInboxCount();
  const count = data?.count ?? 0;
  return (
    <NavLink to={links.inbox()} className={classes.place ?? ''}>
      {t('layout.navigation.inbox')}
      {count > 0 ? (
        <span className={classes.waiting} data-overdue={(data?.overdue ?? 0) > 0}>
          {data?.more ? `${t.number(count)}+` : t.number(count)}
          <span className={classes.unseen}> {t('layout.navigation.waiting', { count })}</span>
        </span>
      ) : null}
    </NavLink>
  );
}

function Place({ to, name, alarms = 0 }: { to: string; name: string; alarms?: number }) {
  const t = useT();
  return (
    <NavLink to={to} end={to === '/'} className={classes.place ?? ''}>
      {name}
      {alarms > 0 ? (
        <span className={classes.alarms}>
          {alarms}
          <span className={classes.unseen}> {t('layout.navigation.alarms', { count: alarms })}</span>
        </span>
      ) : null}
    </NavLink>
  );
}
