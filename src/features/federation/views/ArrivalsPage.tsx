import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { exactTime } from '#web/ui/times.ts';
import { fetchHeld, fetchRefused } from './api.ts';
import { HeldTable } from './HeldTable.tsx';
import { RefusedTable } from './RefusedTable.tsx';
import { useT } from '#web/i18n/use-t.ts';

export function ArrivalsPage() {
  const t = useT();
  return (
    <Page title={t('federation.arrivalsPage.title')} about={t('federation.arrivalsPage.about')}>
      <Held
        verdict="quarantined"
        title={t('federation.arrivalsPage.quarantined')}
        note={t('federation.arrivalsPage.quarantinedNote')}
        none={t('federation.arrivalsPage.noneQuarantined')}
        why={t('federation.arrivalsPage.noneQuarantinedWhy')}
      />
      <Held
        verdict="waiting"
        title={t('federation.arrivalsPage.waiting')}
        note={t('federation.arrivalsPage.waitingNote')}
        none={t('federation.arrivalsPage.noneWaiting')}
        why={t('federation.arrivalsPage.noneWaitingWhy')}
      />
      <Refused />
    </Page>
  );
}

type HeldProps = { verdict: 'waiting' | 'quarantined'; title: string; note: string; none: string; why: string };

function Held({ verdict, title, note, none, why }: HeldProps) {
  const t = useT();
  const held = useQuery({
    queryKey: ['arrivals', verdict],
    queryFn: () => fetchHeld(verdict),
    refetchInterval: refreshMs,
  });
  const all = held.data?.next ? (
    <PageLink to={links.records({ verdict, written: 'anybody' })}>
      {t('federation.arrivalsPage.allRecords', { verdict: t.term('verdict', verdict) })}
    </PageLink>
  ) : null;
  const isBulk = held.data?.items.some(({ code }) => code === 'SG-13') === true;
  const actions = isBulk ? (
    <>
      <PageLink to={links.quarantine()}>{t('federation.arrivalsPage.decideAboutPersons')}</PageLink> {all}
    </>
  ) : (
    all
  );
  return (
    <Section title={title} note={note} actions={actions}>
      <Loaded query={held}>
        {(data) =>
          data.items.length === 0 ? <Empty title={none}>{why}</Empty> : <HeldTable label={title} records={data.items} />
        }
      </Loaded>
    </Section>
  );
}

function Refused() {
  const t = useT();
  const since = useSearchParams()[0].get('since');
  const refused = useQuery({
    queryKey: ['arrivals', 'refused', since],
    queryFn: () => fetchRefused(since),
    refetchInterval: refreshMs,
  });
  return (
    <Section title={t('federation.refused')} note={t('federation.arrivalsPage.refusedNote')}>
      {since === null ? null : (
        <Text size="sm" mb="xs" role="status">
          {t('federation.arrivalsPage.refusedSince', {
            count: refused.data?.items.length ?? 0,
            time: exactTime(since, t.locale),
          })}{' '}
          <PageLink to={links.arrivals()}>{t('federation.arrivalsPage.allRefused')}</PageLink>
        </Text>
      )}
      <Loaded query={refused}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty title={t('federation.arrivalsPage.noneRefused')}>
              {t('federation.arrivalsPage.noneRefusedWhy')}
            </Empty>
          ) : (
            <RefusedTable lines={data.items} />
          )
        }
      </Loaded>
    </Section>
  );
}
