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
import { useT } from '#web/i18n/use-t.ts';

/** All that is held about an object, side by side. */
export function HypothesesPage() {
  const t = useT();
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
      title={
        board.data?.name
          ? t('hypotheses.hypothesesPage.titleOn', { name: visibleText(board.data.name) })
          : t('hypotheses.hypothesesPage.title')
      }
      about={
        <PageLink to={links.threat(stixId)}>
          <Mono>{stixId}</Mono>
        </PageLink>
      }
      actions={
        may.act && isSubject(stixId) ? (
          <ButtonLink to={links.stateHypothesis(page)}>{t('hypotheses.stateAHypothesis')}</ButtonLink>
        ) : null
      }
    >
      <Text c="dimmed" mb="lg">
        {t('hypotheses.hypothesesPage.about')}
      </Text>
      <Loaded query={board}>{(data) => <Shown board={data} page={page} acts={may.act} />}</Loaded>
      <Outlet />
    </Page>
  );
}

function Shown({ board, page, acts }: { board: Board; page: string; acts: boolean }) {
  const t = useT();
  const { hypotheses, matrix, assessments, opinions, remarks, remarksCut, withheld, cut } = board;
  return (
    <>
      {cut ? <Text mb="md">{t('hypotheses.hypothesesPage.cut')}</Text> : null}
      {withheld > 0 ? <Text mb="md">{t('hypotheses.hypothesesPage.withheld', { count: withheld })}</Text> : null}
      <Section title={t('hypotheses.hypothesesPage.hypotheses')}>
        {hypotheses.length === 0 ? (
          <Empty title={t('hypotheses.hypothesesPage.none')}>
            {isSubject(board.object)
              ? t('hypotheses.hypothesesPage.noneWhy')
              : t('hypotheses.hypothesesPage.noneOf', { type: typeOf(board.object), types: subjectTypes.join(', ') })}
          </Empty>
        ) : (
          <Hypotheses hypotheses={hypotheses} page={page} acts={acts} />
        )}
      </Section>
      {/* Where nothing is held there is nothing to weigh: one empty state says so. */}
      {hypotheses.length === 0 ? null : (
        <Section title={t('hypotheses.hypothesesPage.matrix')} note={t('hypotheses.hypothesesPage.matrixNote')}>
          {matrix.length === 0 ? (
            <Empty title={t('hypotheses.hypothesesPage.noFindings')}>
              {t('hypotheses.hypothesesPage.noFindingsWhy')}
            </Empty>
          ) : (
            <EvidenceMatrix label={t('hypotheses.hypothesesPage.matrix')} board={board} page={page} acts={acts} />
          )}
        </Section>
      )}
      {hypotheses.length + assessments.length === 0 ? null : (
        <Section
          title={t('hypotheses.hypothesesPage.assessments')}
          actions={
            acts && hypotheses.length > 0 ? (
              <ButtonLink to={links.assess(page)}>{t('hypotheses.assessJointly')}</ButtonLink>
            ) : null
          }
        >
          {assessments.length === 0 ? (
            <Empty title={t('hypotheses.hypothesesPage.noAssessments')}>
              {t('hypotheses.hypothesesPage.noAssessmentsWhy')}
            </Empty>
          ) : (
            <Assessments board={board} page={page} acts={acts} />
          )}
        </Section>
      )}
      {opinions.length > 0 ? (
        <Section title={t('hypotheses.hypothesesPage.opinions')}>
          <Opinions opinions={opinions} page={page} acts={acts} />
        </Section>
      ) : null}
      <RemarkSection remarks={remarks} cut={remarksCut} />
    </>
  );
}

const typeOf = (stixId: string): string => stixId.split('--', 1)[0] ?? '';
const isSubject = (stixId: string): boolean => subjectTypes.some((type) => type === typeOf(stixId));
