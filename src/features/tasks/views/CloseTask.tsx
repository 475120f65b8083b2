import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { KeptNotes } from '#web/use-kept-notes.ts';
import { Problem } from '#web/ui/Problem.tsx';
import { closeTask } from './api.ts';
import type { Task } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** A task is closed with a word on what was done; who and when is kept with it. */
export function CloseTask({ task, notes }: { task: Task; notes: KeptNotes }) {
  const t = useT();
  const note = notes.of(task.id);
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: () => closeTask(task.id, note.trim()),
    onSuccess: () => {
      notes.set(task.id, '');
      return client.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate();
      }}
    >
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={t('tasks.closeTask.task', { what: t('tasks.whatWasDone'), id: task.id })}
          placeholder={t('tasks.closeTask.hint')}
          required
          maxLength={500}
          value={note}
          onChange={(event) => notes.set(task.id, event.currentTarget.value)}
        />
        <Button type="submit" variant="default" flex="none" loading={action.isPending} disabled={note.trim() === ''}>
          {t('tasks.closeTask.close')}
        </Button>
      </Group>
      {action.error ? <Problem error={action.error} /> : null}
    </form>
  );
}
