import { sayHeld } from '#web/i18n/titles.ts';
import { List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from '#web/http.ts';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useT } from '#web/i18n/use-t.ts';

/** What this page tells of a board: each sentence names whose it is (SG-26). */
const heldSchema = z.object({
  hypotheses: z.array(
    z.object({
      ref: z.string(),
      author: z.string(),
      at: z.string(),
      held: z.string(),
      withdrawn: z.object({}).nullable(),
    }),
  ),
});

const mostHeld = 10;

/** What participants hold about the object under seal of their own; the page of hypotheses weighs it. */
export function HeldHere({ stixId }: { stixId: string }) {
  const t = useT();
  const board = useQuery({
    queryKey: ['hypotheses', 'held', stixId],
    queryFn: () => request(heldSchema, `/api/hypotheses/of/${encodeURIComponent(stixId)}`),
  });
  const hypotheses = board.data?.hypotheses ?? [];
  if (hypotheses.length === 0) return null;
  const title = t('threats.threatPage.hypotheses');
  return (
    <Section
      title={title}
      actions={<PageLink to={links.hypotheses(stixId)}>{t('threats.held.all', { count: hypotheses.length })}</PageLink>}
    >
      <List aria-label={title} listStyleType="none" spacing="xs">
        {hypotheses.slice(0, mostHeld).map(({ ref, held, at, withdrawn }) => (
          <List.Item key={ref}>
            {visibleText(sayHeld(t, held))} <Time at={at} />{' '}
            {withdrawn === null ? null : <Tag tone="wait">{t('threats.held.withdrawn')}</Tag>}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
