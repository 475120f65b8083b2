import { List, Text } from '@mantine/core';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { OpinionView } from '../board-model.ts';
import { Voice, WithdrawLink } from './Voice.tsx';
import { useT } from '#web/i18n/use-t.ts';

const tones: Record<OpinionView['opinion'], Tone> = {
  'strongly-disagree': 'bad',
  disagree: 'wait',
  neutral: 'plain',
  agree: 'good',
  'strongly-agree': 'good',
};

/** Opinions of several, none weighed against another. */
export function Opinions({ opinions, page, acts }: { opinions: readonly OpinionView[]; page: string; acts: boolean }) {
  const t = useT();
  if (opinions.length === 0) return null;
  return (
    <List aria-label={t('hypotheses.opinions.opinions')} listStyleType="none" mt="sm" spacing="xs">
      {opinions.map((one) => (
        <List.Item key={one.ref}>
          <Text component="div">
            <Tag tone={tones[one.opinion]}>{t.term('opinion', one.opinion)}</Tag> {visibleText(one.explanation)}{' '}
            <WithdrawLink
              of={one}
              page={page}
              acts={acts}
              what={t('hypotheses.opinions.opinionOf', { author: one.author })}
            />
          </Text>
          <Voice of={one} earlier={one.earlier} />
        </List.Item>
      ))}
    </List>
  );
}
