import { sayHeld } from '#web/i18n/titles.ts';
import { Group, Stack, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { HypothesisView } from '../board-model.ts';
import { Opinions } from './Opinions.tsx';
import { Voice, WithdrawLink } from './Voice.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** The short name of a hypothesis on its page. */
export const shortName = (place: number): string => `H${place + 1}`;

type Props = { hypotheses: readonly HypothesisView[]; page: string; acts: boolean };

/** The alternatives, one below the other; each sentence begins with whoever holds it. */
export function Hypotheses({ hypotheses, page, acts }: Props) {
  return (
    <Stack>
      {hypotheses.map((one, place) => (
        <Hypothesis key={one.ref} one={one} name={shortName(place)} page={page} acts={acts} />
      ))}
    </Stack>
  );
}

function Hypothesis({ one, name, page, acts }: { one: HypothesisView; name: string; page: string; acts: boolean }) {
  const t = useT();
  const isOwn = useSession().officer.authority === one.author;
  return (
    <article aria-label={t('hypotheses.hypotheses.heldBy', { name, author: one.author })}>
      <Panel>
        <Text fw={500} td={one.withdrawn ? 'line-through' : undefined}>
          {name}: {visibleText(sayHeld(t, one.held))}
        </Text>
        <Voice of={one} />
        <Marking marking={one.marking} />
        <Facts
          facts={[
            { name: t('hypotheses.question'), value: visibleText(one.question) },
            {
              name: t('hypotheses.confidence'),
              value: t('hypotheses.ofHundred', {
                words: t.term('confidence', one.confidence.words),
                value: one.confidence.value,
              }),
            },
            {
              name: t('hypotheses.hypotheses.attribution'),
              value: one.attributed
                ? visibleText(
                    `${one.author}: ${one.attributed.name} (${t.term('identityClass', one.attributed.class)})`,
                  )
                : null,
            },
            {
              name: t('hypotheses.hypotheses.none'),
              value:
                one.noneAgainst === null
                  ? null
                  : visibleText(t('hypotheses.hypotheses.nothing', { why: one.noneAgainst })),
            },
          ]}
        />
        <Opinions opinions={one.opinions} page={page} acts={acts} />
        <Group gap="xs" mt="sm">
          {acts ? (
            <ButtonLink
              to={links.say(page, 'evidence', one.ref)}
              size="compact-sm"
              aria-label={`${t('hypotheses.addAFinding')}: ${name}`}
            >
              {t('hypotheses.addAFinding')}
            </ButtonLink>
          ) : null}
          {acts && !isOwn ? (
            <ButtonLink
              to={links.say(page, 'opinion', one.ref)}
              size="compact-sm"
              aria-label={`${t('hypotheses.giveAnOpinion')}: ${name}`}
            >
              {t('hypotheses.giveAnOpinion')}
            </ButtonLink>
          ) : null}
          <WithdrawLink of={one} page={page} acts={acts} what={name} />
        </Group>
      </Panel>
    </article>
  );
}
