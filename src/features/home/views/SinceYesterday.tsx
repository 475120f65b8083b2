import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { z } from 'zod';
import { request } from '#web/http.ts';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import { homeSchema } from '../model.ts';
import type { Figure, Home } from '../model.ts';
import classes from './SinceYesterday.module.css';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

// Times come as text.
const viewSchema = homeSchema.extend({ since: z.string() });

/** A handful of figures, each the way to its list: what changed since yesterday, and what comes up. */
export function SinceYesterday() {
  const t = useT();
  const may = useMay();
  const home = useQuery({
    queryKey: ['home'],
    queryFn: () => request(viewSchema, '/api/home'),
    refetchInterval: refreshMs * 5,
  });
  return (
    <Section title={t('home.title')}>
      <Loaded query={home}>
        {(data) => (
          <ul className={classes.figures} aria-label={t('home.title')}>
            {figuresOf(t, data, may.read).map(({ name, to, figure, tone }) => (
              <li key={name}>
                <Link to={to} className={classes.figure} data-tone={figure.count > 0 ? tone : undefined}>
                  <span className={classes.count}>
                    {t.number(figure.count)}
                    {figure.atLeast ? '+' : ''}
                  </span>
                  <span className={classes.name}>{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

type Shown = { name: string; to: string; figure: Figure; tone?: 'bad' | 'wait' };

const figuresOf = (t: Translate, home: Omit<Home, 'since'>, mayRead: boolean): Shown[] => [
  { name: t('home.overdue'), to: links.inbox(), figure: home.overdue, tone: 'bad' },
  { name: t('home.due'), to: links.inbox(), figure: home.due, tone: 'wait' },
  { name: t('home.alarms'), to: links.allianceInFull(), figure: home.alarms, tone: 'bad' },
  { name: t('home.arrived'), to: links.records({ verdict: 'accepted' }), figure: home.arrived },
  { name: t('home.written'), to: links.records({ verdict: 'own' }), figure: home.written },
  ...(mayRead ? [{ name: t('home.objects'), to: links.threats(), figure: home.objects }] : []),
  { name: t('home.refused'), to: links.arrivals(), figure: home.refused, tone: 'wait' },
  { name: t('home.setAside'), to: links.records({ verdict: 'quarantined' }), figure: home.setAside, tone: 'wait' },
  { name: t('home.waiting'), to: links.records({ verdict: 'waiting' }), figure: home.waiting },
  { name: t('home.expiring'), to: links.records(), figure: home.expiring },
];
