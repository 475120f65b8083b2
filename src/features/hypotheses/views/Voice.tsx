import { Group, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { OpinionView } from '../board-model.ts';
import { useT } from '#web/i18n/use-t.ts';

export type VoiceView = Pick<OpinionView, 'ref' | 'author' | 'at' | 'withdrawn'>;

/** Who says so and when; that he does not any more, and why. */
export function Voice({ of, earlier = false }: { of: VoiceView; earlier?: boolean }) {
  const t = useT();
  return (
    <>
      <Group gap="xs">
        <Text size="sm" c="dimmed" component="div">
          <Mono whole>{of.author}</Mono>, <Time at={of.at} />
          {earlier ? <> ({t('hypotheses.voice.earlier')})</> : null}
        </Text>
        <Text size="sm" component="div">
          <PageLink to={links.record(of.ref)}>{t('hypotheses.voice.record')}</PageLink>
        </Text>
      </Group>
      {of.withdrawn ? (
        <Text size="sm" component="div">
          <Tag tone="wait">{t('hypotheses.voice.withdrawn')}</Tag> {visibleText(of.withdrawn.reason)}
        </Text>
      ) : null}
    </>
  );
}

/** What the officer's own authority said it can take back; nobody else's. */
export function WithdrawLink({ of, page, acts, what }: { of: VoiceView; page: string; acts: boolean; what: string }) {
  const t = useT();
  const { authority } = useSession().officer;
  if (!acts || of.withdrawn !== null || of.author !== authority) return null;
  return (
    <ButtonLink
      to={links.say(page, 'withdraw', of.ref)}
      size="compact-xs"
      variant="subtle"
      aria-label={`${t('hypotheses.withdraw')}: ${what}`}
    >
      {t('hypotheses.withdraw')}
    </ButtonLink>
  );
}
