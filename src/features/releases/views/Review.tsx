import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useParticipants } from '#web/participants.ts';
import { Marking } from '#web/ui/Marking.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import type { RecallPreview, ReleasePreview, Target } from './api.ts';
import { PlanList } from './PlanList.tsx';
import { RecallPlan } from './RecallPlan.tsx';
import classes from './Review.module.css';
import { nameWithCode } from './RecipientChoice.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

type Props = {
  target: Target;
  to: readonly string[];
  verb: 'gets' | 'loses';
  warning: string;
  /** Of a release: what the node says would happen. */
  plan?: ReleasePreview[];
  /** Of a recall: what the node says goes too. */
  lost?: RecallPreview[];
  confirm: string;
  isPending: boolean;
  error: unknown;
  onConfirm: () => void;
  onBack: () => void;
};

/** The last look: exactly who gets (or loses) what, under which labels. */
export function Review({ target, to, verb, warning, plan, lost, confirm, isPending, error, onConfirm, onBack }: Props) {
  const t = useT();
  const { byCode } = useParticipants();
  return (
    <Stack>
      <List aria-label={t('releases.review.whatWillHappen')} spacing="xs">
        {to.map((code) => (
          <List.Item key={code}>
            <Group gap="xs" wrap="wrap">
              <span>
                <Say
                  id={`releases.review.${verb}`}
                  values={{
                    who: <strong>{nameWithCode(code, byCode.get(code)?.name)}</strong>,
                    count: target.count,
                    name: target.name,
                  }}
                />
              </span>
              <Marking marking={target.marking} />
            </Group>
          </List.Item>
        ))}
      </List>
      {plan ? <PlanList previews={plan} /> : null}
      {lost ? <RecallPlan previews={lost} /> : null}
      <Text c="dimmed">{warning}</Text>
      {error ? <Problem error={error} /> : null}
      <Group justify="end" className={classes.acts ?? ''}>
        <Button variant="default" onClick={onBack} disabled={isPending}>
          {t('releases.review.back')}
        </Button>
        <Button
          onClick={onConfirm}
          loading={isPending}
          disabled={plan?.some(({ ok }) => !ok) ?? false}
          data-autofocus
          {...(verb === 'loses' ? { color: 'red' } : {})}
        >
          {confirm}
        </Button>
      </Group>
    </Stack>
  );
}
