import { Group, List, Stack, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { AssessmentView, Board } from '../board-model.ts';
import { shortName } from './Hypotheses.tsx';
import { Opinions } from './Opinions.tsx';
import { Voice, WithdrawLink } from './Voice.tsx';

const text = {
  question: 'Question',
  considered: 'Weighed',
  prefers: 'Holds the likeliest',
  participants: 'Said for',
  against: 'Against it',
  dissent: 'dissent',
  dissents: 'Dissent',
  noDissent: 'No dissent is here.',
  say: 'Dissent',
  opinion: 'Give an opinion',
};

type Props = { board: Board; page: string; acts: boolean };

/** Joint assessments, each with every dissent from it that is here. */
export function Assessments({ board, page, acts }: Props) {
  const nameOf = (ref: string): string => {
    const place = board.hypotheses.findIndex((one) => one.ref === ref || one.versions.includes(ref));
    return place < 0 ? ref : shortName(place);
  };
  return (
    <Stack>
      {board.assessments.map((one) => (
        <Assessment key={one.ref} one={one} nameOf={nameOf} page={page} acts={acts} />
      ))}
    </Stack>
  );
}

type OneProps = { one: AssessmentView; nameOf: (ref: string) => string; page: string; acts: boolean };

function Assessment({ one, nameOf, page, acts }: OneProps) {
  const isOwn = useSession().officer.authority === one.author;
  return (
    <article aria-label={`Joint assessment by ${one.author}`}>
      <Panel>
        <Text fw={500} td={one.withdrawn ? 'line-through' : undefined}>
          {visibleText(one.held)}
        </Text>
        <Voice of={one} />
        <Facts
          facts={[
            { name: text.question, value: visibleText(one.question) },
            { name: text.considered, value: one.considered.map(nameOf).join(', ') },
            { name: text.prefers, value: one.prefers === null ? null : nameOf(one.prefers) },
            { name: text.participants, value: one.participants.join(', ') },
            { name: text.against, value: visibleText(one.against) },
          ]}
        />
        {one.dissents.length === 0 ? (
          <Text c="dimmed">{text.noDissent}</Text>
        ) : (
          <List aria-label={text.dissents} listStyleType="none" spacing="xs">
            {one.dissents.map((dissent) => (
              <List.Item key={dissent.ref}>
                <Text component="div">
                  <Tag tone="wait">{text.dissent}</Tag> {visibleText(dissent.reason)}
                  {dissent.confidence === null
                    ? null
                    : ` (${dissent.confidence.words}, ${dissent.confidence.value} of 100)`}{' '}
                  <WithdrawLink of={dissent} page={page} acts={acts} what={`dissent of ${dissent.author}`} />
                </Text>
                <Voice of={dissent} earlier={dissent.earlier} />
              </List.Item>
            ))}
          </List>
        )}
        <Opinions opinions={one.opinions} page={page} acts={acts} />
        <Group gap="xs" mt="sm">
          {acts && !isOwn ? (
            <>
              <ButtonLink to={links.say(page, 'dissent', one.ref)} size="compact-sm">
                {text.say}
              </ButtonLink>
              <ButtonLink
                to={links.say(page, 'opinion', one.ref)}
                size="compact-sm"
                aria-label={`${text.opinion}: assessment`}
              >
                {text.opinion}
              </ButtonLink>
            </>
          ) : null}
          <WithdrawLink of={one} page={page} acts={acts} what="assessment" />
        </Group>
      </Panel>
    </article>
  );
}
