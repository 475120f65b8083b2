import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { Section } from '#web/ui/Section.tsx';
import { fetchDecided, fetchOpen } from './api.ts';
import { ProposalTable } from './ProposalTable.tsx';
import { useT } from '#web/i18n/use-t.ts';

export function ProposalsPage() {
  const t = useT();
  const may = useMay();
  const open = useQuery({ queryKey: ['proposals', 'open'], queryFn: fetchOpen, refetchInterval: refreshMs });
  return (
    <Page
      title={t('proposals.proposalsPage.title')}
      about={t('proposals.proposalsPage.about')}
      actions={may.act ? <ButtonLink to={links.newRecord()}>{t('proposals.proposalsPage.write')}</ButtonLink> : null}
    >
      <Loaded query={open}>
        {({ items }) => {
          const [mine, others] = [items.filter((one) => one.isMine), items.filter((one) => !one.isMine)];
          return (
            <>
              <Section title={t('proposals.proposalsPage.mine')}>
                {mine.length > 0 ? (
                  <ProposalTable label={t('proposals.proposalsPage.mine')} proposals={mine} />
                ) : (
                  <Empty title={t('proposals.proposalsPage.noneMine')}>
                    {t('proposals.proposalsPage.noneMineWhy')}
                  </Empty>
                )}
              </Section>
              <Section title={t('proposals.proposalsPage.others')}>
                {others.length > 0 ? (
                  <ProposalTable label={t('proposals.proposalsPage.others')} proposals={others} />
                ) : (
                  <Empty title={t('proposals.proposalsPage.noneOthers')}>
                    {t('proposals.proposalsPage.noneOthersWhy')}
                  </Empty>
                )}
              </Section>
            </>
          );
        }}
      </Loaded>
      <Decided />
    </Page>
  );
}

function Decided() {
  const t = useT();
  const [search] = useSearchParams();
  const before = search.get('before') ?? undefined;
  const decided = useQuery({
    queryKey: ['proposals', 'decided', before],
    queryFn: () => fetchDecided(before),
    refetchInterval: 5 * refreshMs,
  });
  return (
    <Section title={t('proposals.decided')}>
      <Loaded query={decided}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Empty title={t('proposals.proposalsPage.noneDecided')}>
              {t('proposals.proposalsPage.noneDecidedWhy')}
            </Empty>
          ) : (
            <>
              <ProposalTable label={t('proposals.decided')} proposals={items} />
              <Pager
                newest={before ? links.proposals() : null}
                older={next ? links.proposals({ before: next }) : null}
              />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
