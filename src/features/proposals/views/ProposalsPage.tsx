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

const text = {
  title: 'Proposals',
  about:
    'What is sealed only when two persons approved its very bytes. Nothing here is sealed yet, and nobody else has it.',
  write: 'New record',
  mine: 'Waits for you',
  noneMine: 'Nothing waits for you',
  noneMineWhy: 'What your role approves, and you did not write, stands here until you sign or refuse it.',
  others: 'Waits for others',
  noneOthers: 'Nothing waits for anybody else',
  decided: 'Decided',
  noneDecided: 'Nothing was decided yet',
};

export function ProposalsPage() {
  const may = useMay();
  const open = useQuery({ queryKey: ['proposals', 'open'], queryFn: fetchOpen, refetchInterval: refreshMs });
  return (
    <Page
      title={text.title}
      about={text.about}
      actions={may.act ? <ButtonLink to={links.newRecord()}>{text.write}</ButtonLink> : null}
    >
      <Loaded query={open}>
        {({ items }) => {
          const [mine, others] = [items.filter((one) => one.isMine), items.filter((one) => !one.isMine)];
          return (
            <>
              <Section title={text.mine}>
                {mine.length > 0 ? (
                  <ProposalTable label={text.mine} proposals={mine} />
                ) : (
                  <Empty title={text.noneMine}>{text.noneMineWhy}</Empty>
                )}
              </Section>
              <Section title={text.others}>
                {others.length > 0 ? (
                  <ProposalTable label={text.others} proposals={others} />
                ) : (
                  <Empty title={text.noneOthers} />
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
  const [search] = useSearchParams();
  const before = search.get('before') ?? undefined;
  const decided = useQuery({
    queryKey: ['proposals', 'decided', before],
    queryFn: () => fetchDecided(before),
    refetchInterval: 5 * refreshMs,
  });
  return (
    <Section title={text.decided}>
      <Loaded query={decided}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Empty title={text.noneDecided} />
          ) : (
            <>
              <ProposalTable label={text.decided} proposals={items} />
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
