import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSession } from '#web/session.ts';
import type { KeptNotes } from '#web/use-kept-notes.ts';
import { Problem } from '#web/ui/Problem.tsx';
import { decideQuarantine } from './api.ts';
import type { Quarantine } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** A reason and one of two decisions. Who imported a bulk is offered only to give it up; the node decides again. */
export function DecideForm({ quarantine, label, notes }: { quarantine: Quarantine; label: string; notes: KeptNotes }) {
  const t = useT();
  const { officer } = useSession();
  const client = useQueryClient();
  const reason = notes.of(quarantine.id);
  const action = useMutation({
    mutationFn: (decision: 'released' | 'discarded') => decideQuarantine(quarantine, decision, reason.trim()),
    onSuccess: () => {
      notes.set(quarantine.id, '');
      return client.invalidateQueries();
    },
  });
  const isEmpty = reason.trim() === '';
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={`${t('quarantine.decideForm.reason')}: ${label}`}
          placeholder={t('quarantine.decideForm.hint')}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => notes.set(quarantine.id, event.currentTarget.value)}
        />
        {quarantine.officer === officer.id ? null : (
          <Button
            variant="default"
            flex="none"
            loading={action.isPending}
            disabled={isEmpty}
            onClick={() => action.mutate('released')}
          >
            {t('quarantine.decideForm.release')}
          </Button>
        )}
        <Button
          variant="default"
          flex="none"
          loading={action.isPending}
          disabled={isEmpty}
          onClick={() => action.mutate('discarded')}
        >
          {t('quarantine.decideForm.discard')}
        </Button>
      </Group>
      {quarantine.officer === officer.id ? (
        <Text size="xs" c="dimmed">
          {t('quarantine.decideForm.other')}
        </Text>
      ) : null}
      {action.error ? <Problem error={action.error} /> : null}
    </>
  );
}
