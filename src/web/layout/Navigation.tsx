import { NavLink } from 'react-router';
import { links } from '../links.ts';
import { useParticipants } from '../participants.ts';
import { useMay } from '../session.ts';
import classes from './Navigation.module.css';

/** The places of a node. Those that hold nothing but content are left out for a role that reads none. */
export function Navigation() {
  const may = useMay();
  const { alarms } = useParticipants();
  return (
    <nav className={classes.navigation} aria-label="Pages">
      <Place to={links.alliance()} name="Alliance" alarms={alarms} />
      <Place to={links.records()} name="Records" />
      <Place to={links.proposals()} name="Proposals" />
      {may.read ? <Place to={links.threats()} name="Threats" /> : null}
      {may.read ? <Place to={links.imports()} name="Imports" /> : null}
      {may.read ? <Place to={links.tasks()} name="Tasks" /> : null}
      <Place to={links.arrivals()} name="Arrivals" />
      <Place to={links.oversight()} name="Oversight" />
      {may.appoint ? <Place to={links.officers()} name="Officers" /> : null}
    </nav>
  );
}

function Place({ to, name, alarms = 0 }: { to: string; name: string; alarms?: number }) {
  return (
    <NavLink to={to} end={to === '/'} className={classes.place ?? ''}>
      {name}
      {alarms > 0 ? (
        <span className={classes.alarms}>
          {alarms}
          <span className={classes.unseen}> {alarms === 1 ? 'alarm' : 'alarms'}</span>
        </span>
      ) : null}
    </NavLink>
  );
}
