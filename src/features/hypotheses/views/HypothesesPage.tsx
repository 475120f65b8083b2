import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Page } from '#web/ui/Page.tsx';
import { RemarkSection } from '#web/RemarkSection.tsx';
import { Section } from '#web/ui/Section.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Board } from '../board-model.ts';
import { subjectTypes } from '../model.ts';
import { fetchBoard } from './api.ts';
import { Assessments } from './Assessments.tsx';
import { EvidenceMatrix } from './EvidenceMatrix.tsx';
import { Hypotheses } from './Hypotheses.tsx';
import { Opinions } from './Opinions.tsx';

const text = {
  title: 'Hypotheses',
  titleOn: (name: string) => `Hypotheses on ${name}`,
  about:
    'What members hold about this object, each in its own name. None of it is a finding of fact, and nobody’s word takes another’s away.',
  hypotheses: 'Alternatives',
  state: 'State a hypothesis',
  none: 'Nobody holds anything about it here',
  noneWhy: 'State a hypothesis, or wait until another participant releases one.',
  noneOf: (type: string) =>
    `There are no hypotheses about objects of the type ${type}, only about: ${subjectTypes.join(', ')}.`,
  matrix: 'Findings',
  matrixNote:
    'One finding on each line, and what it tells of each alternative: for or against, by whose word, and how he grades it.',
  noFindings: 'No findings',
  assessments: 'Joint assessments',
  assess: 'Assess jointly',
  noAssessments: 'None was made',
  noAssessmentsWhy:
    'A judgement over the alternatives in the name of several members. Who does not share it says so by a dissent.',
  opinions: 'Members’ opinions on the object itself',
  cut: 'There is more than is shown here: the oldest come first.',
  withheld: (count: number) => `${count} ${count === 1 ? 'record' : 'records'} that another authority alone may read.`,
};

/** All that is held about an object, side by side. */
export function HypothesesPage() {
  const { stixId = '' } = useParams();
  const may = useMay();
  const board = useQuery({
    queryKey: ['hypotheses', stixId],
    queryFn: () => fetchBoard(stixId),
    refetchInterval: refreshMs,
  });
  const page = links.hypotheses(stixId);
  return (
    <Page
      title={board.data?.name ? text.titleOn(visibleText(board.data.name)) : text.title}
      about={
        <PageLink to={links.threat(stixId)}>
          <Mono>{stixId}</Mono>
        </PageLink>
      }
      actions={
        may.act && isSubject(stixId) ? <ButtonLink to={links.stateHypothesis(page)}>{text.state}</ButtonLink> : null
      }
    >
      <Text c="dimmed" mb="lg">
        {text.about}
      </Text>
      <Loaded query={board}>{(data) => <Shown board={data} page={page} acts={may.act} />}</Loaded>
      <Outlet />
    </Page>
  );
}

function Shown({ board, page, acts }: { board: Board; page: string; acts: boolean }) {
  const { hypotheses, matrix, assessments, opinions, remarks, remarksCut, withheld, cut } = board;
  return (
    <>
      {cut ? <Text mb="md">{text.cut}</Text> : null}
      {withheld > 0 ? <Text mb="md">{text.withheld(withheld)}</Text> : null}
      <Section title={text.hypotheses}>
        {hypotheses.length === 0 ? (
          <Empty title={text.none}>{isSubject(board.object) ? text.noneWhy : text.noneOf(typeOf(board.object))}</Empty>
        ) : (
          <Hypotheses hypotheses={hypotheses} page={page} acts={acts} />
        )}
      </Section>
      {/* Where nothing is held there is nothing to weigh: one empty state says so. */}
      {hypotheses.length === 0 ? null : (
        <Section title={text.matrix} note={text.matrixNote}>
          {matrix.length === 0 ? (
            <Empty title={text.noFindings} />
          ) : (
            <EvidenceMatrix label={text.matrix} board={board} page={page} acts={acts} />
          )}
        </Section>
      )}
      {hypotheses.length + assessments.length === 0 ? null : (
        <Section
          title={text.assessments}
          actions={
            acts && hypotheses.length > 0 ? <ButtonLink to={links.assess(page)}>{text.assess}</ButtonLink> : null
          }
        >
          {assessments.length === 0 ? (
            <Empty title={text.noAssessments}>{text.noAssessmentsWhy}</Empty>
          ) : (
            <Assessments board={board} page={page} acts={acts} />
          )}
        </Section>
      )}
      {opinions.length > 0 ? (
        <Section title={text.opinions}>
          <Opinions opinions={opinions} page={page} acts={acts} />
        </Section>
      ) : null}
      <RemarkSection remarks={remarks} cut={remarksCut} />
    </>
  );
}

const typeOf = (stixId: string): string => stixId.split('--', 1)[0] ?? '';
const isSubject = (stixId: string): boolean => subjectTypes.some((type) => type === typeOf(stixId));
