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
import { UnopenedTable } from './UnopenedTable.tsx';

const text = {
  demands: 'Demands of leaves',
  demandsNote: 'Oversight may have any leaf of a log opened: a record by its envelope, padding by its bytes.',
  noneDemanded: 'Nothing was demanded',
  demand: 'Demand leaves',
  unopened: 'Unopened leaves',
  unopenedNote:
    'Never seen: neither opened nor given to us as a record; much of it is padding. Not answered: demanded, and not opened so far.',
  noLogs: 'No log was read yet',
  findings: 'Findings',
  findingsNote: 'What an officer of oversight states to be wrong, with what shows it.',
  noneFound: 'Nothing was found',
  find: 'Issue a finding',
};

/** Leaves that oversight demands, what it never saw, and what it found. */
export function LeafSections({ isOverseer }: { isOverseer: boolean }) {
  const may = useMay();
  const demands = useQuery({ queryKey: ['demands'], queryFn: fetchDemands, refetchInterval: refreshMs });
  const findings = useQuery({ queryKey: ['findings'], queryFn: fetchFindings, refetchInterval: refreshMs });
  const acts = isOverseer && may.act;
  return (
    <>
      <Section
        title={text.demands}
        note={text.demandsNote}
        actions={acts ? <ButtonLink to={links.newDemand()}>{text.demand}</ButtonLink> : null}
      >
        <Loaded query={demands}>
          {({ items }) =>
            items.length === 0 ? <Empty title={text.noneDemanded} /> : <DemandTable label={text.demands} rows={items} />
          }
        </Loaded>
      </Section>
      {isOverseer ? (
        <Section title={text.unopened} note={text.unopenedNote}>
          <Loaded query={demands}>
            {({ unopened }) =>
              unopened.length === 0 ? (
                <Empty title={text.noLogs} />
              ) : (
                <UnopenedTable label={text.unopened} rows={unopened} />
              )
            }
          </Loaded>
        </Section>
      ) : null}
      <Section
        title={text.findings}
        note={text.findingsNote}
        actions={acts ? <ButtonLink to={links.finding(links.oversight())}>{text.find}</ButtonLink> : null}
      >
        <Loaded query={findings}>
          {({ items }) =>
            items.length === 0 ? <Empty title={text.noneFound} /> : <FindingTable label={text.findings} rows={items} />
          }
        </Loaded>
      </Section>
    </>
  );
}
