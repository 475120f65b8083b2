import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { z } from 'zod';
import { request } from '#web/http.ts';
import { refreshMs } from '#web/queries.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import { homeSchema } from '../model.ts';
import { figuresOf } from './figures.ts';
import classes from './SinceYesterday.module.css';
import { useT } from '#web/i18n/use-t.ts';

// Times come as text.
const viewSchema = homeSchema.extend({ since: z.string() });

/** A handful of figures, each the way to its list: what changed since yesterday, and what comes up. */
export function SinceYesterday() {
  const t = useT();
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
            {figuresOf(t, data).map(({ name, to, figure, tone }) => (
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
