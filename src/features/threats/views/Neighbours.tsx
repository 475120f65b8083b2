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

const text = {
  title: 'Neighbours',
  note: 'What this object refers to and what refers to it, each with who says so. Persons are never shown here.',
  none: 'No neighbours',
  noneWhy: 'Nothing that this node was given connects it with another object, or nothing fits the choice.',
  cut: 'There is more than is looked at: the counts are least counts.',
};

type Props = { stixId: string; view: ThreatPageView };

/** What stands around an object: a list by relation, and the same as a picture. */
export function Neighbours({ stixId, view }: Props) {
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
      <Section title={text.title}>
        <Empty title={text.none}>{text.noneWhy}</Empty>
      </Section>
    );
  return (
    <Section title={text.title} note={text.note}>
      <Loaded query={neighbours}>{(data) => <Around stixId={stixId} view={view} answer={data} />}</Loaded>
    </Section>
  );
}

function Around({ stixId, view, answer }: Props & { answer: Answer }) {
  const to = (change: ThreatPageView): string => links.threat(stixId, { ...view, before: undefined, ...change });
  return (
    <>
      <Chips name="How far">
        <Choice name="one step" to={to({ depth: undefined })} isChosen={view.depth !== '2'} />
        <Choice name="two steps" to={to({ depth: '2' })} isChosen={view.depth === '2'} />
      </Chips>
      {answer.types.length > 0 ? (
        <Chips name="Types of neighbours">
          <Choice name="all types" to={to({ type: undefined })} isChosen={!view.type} />
          {answer.types.slice(0, 30).map(({ type, count }) => (
            <Choice key={type} name={type} count={count} to={to({ type })} isChosen={view.type === type} />
          ))}
        </Chips>
      ) : null}
      {answer.relations.length > 0 || view.relation ? (
        <Chips name="Relations">
          <Choice name="all relations" to={to({ relation: undefined })} isChosen={!view.relation} />
          {relationsOf(answer).map(({ relation, count }) => (
            <Choice
              key={relation}
              name={relation}
              count={count}
              to={to({ relation })}
              isChosen={view.relation === relation}
            />
          ))}
        </Chips>
      ) : null}
      {answer.complete ? null : <p role="status">{text.cut}</p>}
      {answer.items.length > 0 ? (
        <>
          <NeighbourList items={answer.items} />
          <NeighbourPicture answer={answer} />
        </>
      ) : (
        <Empty title={text.none}>{text.noneWhy}</Empty>
      )}
      {view.before || answer.next ? (
        <Chips name="Pages of neighbours">
          {view.before ? <ButtonLink to={to({})}>First</ButtonLink> : null}
          {answer.next ? <ButtonLink to={to({ before: answer.next })}>More neighbours</ButtonLink> : null}
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

type ChoiceProps = { name: string; count?: number; to: string; isChosen: boolean };

function Choice({ count, ...chip }: ChoiceProps) {
  return <Chip {...chip} {...(count !== undefined && { count: count.toLocaleString('en') })} preventScrollReset />;
}
