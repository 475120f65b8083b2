import { links } from '#web/links.ts';
import type { Translate } from '#web/i18n/translate.ts';
import type { Figure, Home } from '../model.ts';

type Shown = { name: string; to: string; figure: Figure; tone?: 'bad' | 'wait' };

/** Each figure with the list of exactly what it counts. */
export const figuresOf = (
  t: Translate,
  { since, keptTo, ...home }: Omit<Home, 'since'> & { since: string },
): Shown[] => [
  { name: t('home.overdue'), to: links.inbox({ show: 'overdue' }), figure: home.overdue, tone: 'bad' },
  { name: t('home.due'), to: links.inbox({ show: 'day' }), figure: home.due, tone: 'wait' },
  { name: t('home.alarms'), to: links.alliance({ since }), figure: home.alarms, tone: 'bad' },
  {
    name: t('home.arrived'),
    to: links.records({ verdict: 'accepted', since, written: 'anybody' }),
    figure: home.arrived,
  },
  { name: t('home.written'), to: links.records({ verdict: 'own', since, written: 'anybody' }), figure: home.written },
  { name: t('home.objects'), to: links.records({ kind: 'threat.object', since }), figure: home.objects },
  { name: t('home.refused'), to: links.arrivals({ since }), figure: home.refused, tone: 'wait' },
  {
    name: t('home.setAside'),
    to: links.records({ verdict: 'quarantined', written: 'anybody' }),
    figure: home.setAside,
    tone: 'wait',
  },
  { name: t('home.waiting'), to: links.records({ verdict: 'waiting', written: 'anybody' }), figure: home.waiting },
  { name: t('home.expiring'), to: links.records({ keptTo, written: 'anybody' }), figure: home.expiring },
];
