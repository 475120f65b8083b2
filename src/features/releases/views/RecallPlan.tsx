import { Text } from '@mantine/core';
import { useParticipants } from '#web/participants.ts';
import { Section } from '#web/ui/Section.tsx';
import type { RecallPreview } from './api.ts';
import { Records } from './PlanList.tsx';
import { nameWithCode } from './RecipientChoice.tsx';
import { useT } from '#web/i18n/use-t.ts';

/** For each recipient what it loses besides what was chosen: what belongs to that. */
export function RecallPlan({ previews }: { previews: readonly RecallPreview[] }) {
  const t = useT();
  const { byCode } = useParticipants();
  return previews
    .filter(({ alongCount }) => alongCount > 0)
    .map(({ to, along, alongCount }) => (
      <Section key={to} title={nameWithCode(to, byCode.get(to)?.name)}>
        <Text size="sm" fw={600}>
          {t('releases.recallPlan.alongTitle', { count: alongCount })}
        </Text>
        <Records label={t('releases.recallPlan.along', { to })} items={along} count={alongCount} />
      </Section>
    ));
}
