import { sayHeld } from '#web/i18n/titles.ts';
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
import { useT } from '#web/i18n/use-t.ts';

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
  const t = useT();
  const isOwn = useSession().officer.authority === one.author;
  return (
    <article aria-label={t('hypotheses.assessments.jointAssessmentBy', { author: one.author })}>
      <Panel>
        <Text fw={500} td={one.withdrawn ? 'line-through' : undefined}>
          {visibleText(sayHeld(t, one.held))}
        </Text>
        <Voice of={one} />
        <Facts
          facts={[
            { name: t('hypotheses.question'), value: visibleText(one.question) },
            { name: t('hypotheses.assessments.considered'), value: one.considered.map(nameOf).join(', ') },
            { name: t('hypotheses.holdsTheLikeliest'), value: one.prefers === null ? null : nameOf(one.prefers) },
            { name: t('hypotheses.saidFor'), value: one.participants.join(', ') },
            { name: t('hypotheses.againstIt'), value: visibleText(one.against) },
          ]}
        />
        {one.dissents.length === 0 ? (
          <Text c="dimmed">{t('hypotheses.assessments.noDissent')}</Text>
        ) : (
          <List aria-label={t('hypotheses.dissent')} listStyleType="none" spacing="xs">
            {one.dissents.map((dissent) => (
              <List.Item key={dissent.ref}>
                <Text component="div">
                  <Tag tone="wait">{t('hypotheses.assessments.dissent')}</Tag> {visibleText(dissent.reason)}
                  {dissent.confidence === null
                    ? null
                    : ` ${t('hypotheses.assessments.of100', {
                        words: t.term('confidence', dissent.confidence.words),
                        value: dissent.confidence.value,
                      })}`}{' '}
                  <WithdrawLink
                    of={dissent}
                    page={page}
                    acts={acts}
                    what={t('hypotheses.assessments.dissentOf', { author: dissent.author })}
                  />
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
                {t('hypotheses.dissent')}
              </ButtonLink>
              <ButtonLink
                to={links.say(page, 'opinion', one.ref)}
                size="compact-sm"
                aria-label={t('hypotheses.assessments.assessment', { opinion: t('hypotheses.giveAnOpinion') })}
              >
                {t('hypotheses.giveAnOpinion')}
              </ButtonLink>
            </>
          ) : null}
          <WithdrawLink of={one} page={page} acts={acts} what={t('hypotheses.assessments.assessment2')} />
        </Group>
      </Panel>
    </article>
  );
}
