import { useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import { DemandTable } from './DemandTable.tsx';
import { FindingTable } from './FindingTable.tsx';
import { fetchDemands, fetchFindings } from './leaf-api.ts';
import { UnopenedMonthTable } from './UnopenedMonthTable.tsx';
import { UnopenedTable } from './UnopenedTable.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** Leaves that oversight demands, what it never saw, and what it found. */
export function LeafSections({ isOverseer }: { isOverseer: boolean }) {
  const t = useT();
  const may = useMay();
  const demands = useQuery({ queryKey: ['demands'], queryFn: fetchDemands, refetchInterval: refreshMs });
  const findings = useQuery({ queryKey: ['findings'], queryFn: fetchFindings, refetchInterval: refreshMs });
  const acts = isOverseer && may.desk;
  return (
    <>
      <Section
        title={t('oversight.leafSections.demands')}
        note={t('oversight.leafSections.demandsNote')}
        actions={acts ? <ButtonLink to={links.newDemand()}>{t('oversight.demandLeaves')}</ButtonLink> : null}
      >
        <Loaded query={demands}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('oversight.leafSections.noneDemanded')}>
                {t('oversight.leafSections.noneDemandedWhy')}
              </Empty>
            ) : (
              <DemandTable label={t('oversight.leafSections.demands')} rows={items} />
            )
          }
        </Loaded>
      </Section>
      {isOverseer ? (
        <Section title={t('oversight.leafSections.unopened')} note={t('oversight.leafSections.unopenedNote')}>
          <Loaded query={demands}>
            {({ unopened, months }) =>
              unopened.length === 0 ? (
                <Empty title={t('oversight.leafSections.noLogs')}>{t('oversight.leafSections.noLogsWhy')}</Empty>
              ) : (
                <>
                  <UnopenedTable label={t('oversight.leafSections.unopened')} rows={unopened} />
                  {months.length > 0 ? (
                    <UnopenedMonthTable label={t('oversight.leafSections.unopenedMonths')} rows={months} />
                  ) : null}
                </>
              )
            }
          </Loaded>
        </Section>
      ) : null}
      <Section
        title={t('oversight.findings')}
        note={t('oversight.leafSections.findingsNote')}
        actions={
          acts ? <ButtonLink to={links.finding(links.oversight())}>{t('oversight.issueAFinding')}</ButtonLink> : null
        }
      >
        <Loaded query={findings}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('oversight.leafSections.noneFound')}>{t('oversight.leafSections.noneFoundWhy')}</Empty>
            ) : (
              <FindingTable label={t('oversight.findings')} rows={items} />
            )
          }
        </Loaded>
      </Section>
    </>
  );
}
