import { relationText } from '@tamga/stix';
import { relationWord, typeWord } from '#web/i18n/stix.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '#web/http.ts';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Chip, Chips } from '#web/ui/Chips.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { Neighbours as Answer } from '../graph-model.ts';
import { fetchNeighbours } from './graph-api.ts';
import type { ThreatPageView } from './graph-api.ts';
import { NeighbourList } from './NeighbourList.tsx';
import { NeighbourPicture } from './NeighbourPicture.tsx';
import { useT } from '#web/i18n/use-t.ts';

type Props = { stixId: string; view: ThreatPageView };

/** What stands around an object: a list by relation, and the same as a picture. */
export function Neighbours({ stixId, view }: Props) {
  const t = useT();
  const { depth, type, relation, before } = view;
  const neighbours = useQuery({
    queryKey: ['threats', 'neighbours', stixId, depth, type, relation, before],
    queryFn: () => fetchNeighbours(stixId, view),
    refetchInterval: refreshMs * 5,
    placeholderData: keepPreviousData,
  });
  const { error } = neighbours;
  if (error instanceof ApiProblem && error.code === 'not-found')
    return (
      <Section title={t('threats.neighbours.title')}>
        <Empty title={t('threats.neighbours.none')}>{t('threats.neighbours.noneWhy')}</Empty>
      </Section>
    );
  return (
    <Section
      title={t('threats.neighbours.title')}
      note={t('threats.neighbours.note')}
      actions={
        <ButtonLink size="compact-sm" to={links.graph(stixId, depth === '2' ? { depth } : {})}>
          {t('threats.graph.open')}
        </ButtonLink>
      }
    >
      <Loaded query={neighbours}>{(data) => <Around stixId={stixId} view={view} answer={data} />}</Loaded>
    </Section>
  );
}

function Around({ stixId, view, answer }: Props & { answer: Answer }) {
  const t = useT();
  const to = (change: ThreatPageView): string => links.threat(stixId, { ...view, before: undefined, ...change });
  return (
    <>
      <Chips name={t('threats.neighbours.howFar')}>
        <Choice name={t('threats.neighbours.oneStep')} to={to({ depth: undefined })} isChosen={view.depth !== '2'} />
        <Choice name={t('threats.neighbours.twoSteps')} to={to({ depth: '2' })} isChosen={view.depth === '2'} />
      </Chips>
      {answer.types.length > 0 ? (
        <Chips name={t('threats.neighbours.typesOfNeighbours')}>
          <Choice name={t('threats.neighbours.allTypes')} to={to({ type: undefined })} isChosen={!view.type} />
          {answer.types.slice(0, 30).map(({ type, count }) => (
            <Choice
              key={type}
              name={typeWord(t, type)}
              hint={type}
              count={count}
              to={to({ type })}
              isChosen={view.type === type}
            />
          ))}
        </Chips>
      ) : null}
      {answer.relations.length > 0 || view.relation ? (
        <Chips name={t('threats.neighbours.relations')}>
          <Choice
            name={t('threats.neighbours.allRelations')}
            to={to({ relation: undefined })}
            isChosen={!view.relation}
          />
          {relationsOf(answer).map(({ relation, count }) => (
            <Choice
              key={relation}
              name={relationWord(t, relation)}
              hint={relationText(relation)}
              count={count}
              to={to({ relation })}
              isChosen={view.relation === relation}
            />
          ))}
        </Chips>
      ) : null}
      {answer.complete ? null : <p role="status">{t('threats.neighbours.cut')}</p>}
      {answer.items.length > 0 ? (
        <>
          <NeighbourList items={answer.items} />
          <NeighbourPicture answer={answer} />
        </>
      ) : (
        <Empty title={t('threats.neighbours.none')}>{t('threats.neighbours.noneWhy')}</Empty>
      )}
      {view.before || answer.next ? (
        <Chips name={t('threats.neighbours.pagesOfNeighbours')}>
          {view.before ? <ButtonLink to={to({})}>{t('threats.first')}</ButtonLink> : null}
          {answer.next ? (
            <ButtonLink to={to({ before: answer.next })}>{t('threats.neighbours.moreNeighbours')}</ButtonLink>
          ) : null}
        </Chips>
      ) : null}
    </>
  );
}

/** Both directions of a relation together: either is followed. A relation with a comma in its name cannot be asked for. */
function relationsOf({ relations }: Answer): { relation: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { relation, count } of relations) counts.set(relation, (counts.get(relation) ?? 0) + count);
  return [...counts]
    .map(([relation, count]) => ({ relation, count }))
    .filter(({ relation }) => !relation.includes(','))
    .slice(0, 30);
}

type ChoiceProps = { name: string; hint?: string; count?: number; to: string; isChosen: boolean };

function Choice({ count, ...chip }: ChoiceProps) {
  const t = useT();
  return <Chip {...chip} {...(count !== undefined && { count: t.number(count) })} preventScrollReset />;
}
