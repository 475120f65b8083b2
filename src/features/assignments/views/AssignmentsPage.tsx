import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { links } from '#web/links.ts';
import { usePurposeName } from '#web/Purpose.tsx';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { fetchOwnCover, fetchRequests } from './api.ts';
import type { OwnCover } from './api.ts';
import { Given } from './Given.tsx';
import { RequestTable } from './RequestTable.tsx';

/** Who of the authority may read what of what is guarded; from here assignments are asked for, given and ended. */
export function AssignmentsPage() {
  const t = useT();
  const may = useMay();
  const own = useQuery({ queryKey: ['assignments', 'own'], queryFn: fetchOwnCover, refetchInterval: refreshMs });
  const asked = useQuery({ queryKey: ['assignments', 'asked'], queryFn: fetchRequests, refetchInterval: refreshMs });
  return (
    <Page
      title={t('assignments.title')}
      about={t('assignments.about')}
      actions={
        <>
          {may.assign ? <ButtonLink to={links.assign()}>{t('assignments.assign')}</ButtonLink> : null}
          {may.read ? <ButtonLink to={links.askAssignment()}>{t('assignments.ask')}</ButtonLink> : null}
        </>
      }
    >
      {may.read ? (
        <Section title={t('assignments.own')}>
          <Loaded query={own}>{(cover) => <Own cover={cover} />}</Loaded>
        </Section>
      ) : null}
      <Section title={t('assignments.asked')}>
        <Loaded query={asked}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('assignments.noneAsked')}>{t('assignments.noneAskedWhy')}</Empty>
            ) : (
              <RequestTable rows={items} mayAssign={may.assign} />
            )
          }
        </Loaded>
      </Section>
      <Given />
      <Outlet />
    </Page>
  );
}

function Own({ cover: { desks, cases, inquiries, byOperator } }: { cover: OwnCover }) {
  const t = useT();
  const nameOf = usePurposeName();
  const isNone = desks.length + cases.length + inquiries.length === 0;
  return (
    <>
      {byOperator ? <Text size="sm">{t('assignments.byOperator')}</Text> : null}
      {isNone ? <Text>{t('assignments.ownNone')}</Text> : null}
      <List aria-label={t('assignments.own')}>
        {desks.map((purpose) => (
          <List.Item key={purpose}>{t('assignments.desk', { purpose: nameOf(purpose) })}</List.Item>
        ))}
        {cases.map((one) => (
          <List.Item key={`${one.case} ${one.purpose}`}>
            {t('assignments.case', { purpose: nameOf(one.purpose) })}{' '}
            <PageLink to={links.record(one.case)} inText>
              {one.case}
            </PageLink>
          </List.Item>
        ))}
        {inquiries.map((ref) => (
          <List.Item key={ref}>
            {t('assignments.inquiry')}{' '}
            <PageLink to={links.demand(ref)} inText>
              {ref}
            </PageLink>
          </List.Item>
        ))}
      </List>
    </>
  );
}
