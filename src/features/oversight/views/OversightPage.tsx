import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay, useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchOversight, fetchSuspensions } from './api.ts';
import { DueTable } from './DueTable.tsx';
import { LeafSections } from './LeafSections.tsx';
import { SuspensionTable } from './SuspensionTable.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** At oversight's node what came to it; at the others what they owe, and what of it was given. */
export function OversightPage() {
  const t = useT();
  const { code } = useSession().node;
  const due = useQuery({ queryKey: ['oversight'], queryFn: fetchOversight, refetchInterval: refreshMs });
  const isOverseer = due.data?.participants.includes(code) ?? false;
  return (
    <Page
      title={t('oversight.oversightPage.title')}
      about={t('oversight.oversightPage.about')}
      actions={<ButtonLink to={links.figures()}>{t('figures.title')}</ButtonLink>}
    >
      {isOverseer ? (
        <Section title={t('oversight.oversightPage.given')} note={t('oversight.oversightPage.givenNote')}>
          <Loaded query={due}>
            {({ given }) =>
              given.length === 0 ? (
                <Empty title={t('oversight.oversightPage.noneGiven')}>
                  {t('oversight.oversightPage.noneGivenWhy')}
                </Empty>
              ) : (
                <DueTable label={t('oversight.oversightPage.given')} rows={given} />
              )
            }
          </Loaded>
        </Section>
      ) : (
        <Section title={t('oversight.oversightPage.owed')} note={t('oversight.oversightPage.owedNote')}>
          <Loaded query={due}>
            {({ owed }) =>
              owed.length === 0 ? (
                <Empty title={t('oversight.oversightPage.noneOwed')}>{t('oversight.oversightPage.noneOwedWhy')}</Empty>
              ) : (
                <DueTable label={t('oversight.oversightPage.owed')} rows={owed} />
              )
            }
          </Loaded>
        </Section>
      )}
      <LeafSections isOverseer={isOverseer} />
      <Suspensions isOverseer={isOverseer} />
      <Outlet />
    </Page>
  );
}

function Suspensions({ isOverseer }: { isOverseer: boolean }) {
  const t = useT();
  const acts = useMay().desk && isOverseer;
  const all = useQuery({ queryKey: ['suspensions'], queryFn: fetchSuspensions, refetchInterval: refreshMs });
  return (
    <Section
      title={t('oversight.oversightPage.suspensions')}
      note={t('oversight.oversightPage.suspensionsNote')}
      actions={acts ? <ButtonLink to={links.suspend()}>{t('oversight.suspendKindsOfRecord')}</ButtonLink> : null}
    >
      <Loaded query={all}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('oversight.oversightPage.noneSuspended')}>
              {t('oversight.oversightPage.noneSuspendedWhy')}
            </Empty>
          ) : (
            <SuspensionTable label={t('oversight.oversightPage.suspensions')} rows={items} mayLift={acts} />
          )
        }
      </Loaded>
    </Section>
  );
}
