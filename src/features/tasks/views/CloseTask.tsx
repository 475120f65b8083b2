import { useState } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Problem } from '#web/ui/Problem.tsx';
import { closeTask } from './api.ts';
import type { Task } from './api.ts';

const text = { what: 'What was done', hint: 'corrected, withdrawn, stands because …', close: 'Close' };

/** A task is closed with a word on what was done; who and when is kept with it. */
export function CloseTask({ task }: { task: Task }) {
  const [note, setNote] = useState('');
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: () => closeTask(task.id, note.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tasks'] }),
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
          aria-label={`${text.what}: task ${task.id}`}
          placeholder={text.hint}
          required
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={action.isPending} disabled={note.trim() === ''}>
          {text.close}
        </Button>
      </Group>
      {action.error ? <Problem error={action.error} /> : null}
    </form>
  );
}
