import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '#web/session.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { dayAfter } from '#web/ui/times.ts';
import { holdRecord } from './api.ts';

const text = {
  title: 'Hold record',
  about:
    'National law may oblige you to keep what its author recalls. Then nobody reads it here any more, its author is told the duty and the day, and on that day it is destroyed.',
  code: 'Duty',
  codeNote: 'In small letters and hyphens, such as criminal-proceedings. The author reads it.',
  until: 'Until',
  untilNote: 'Last day, in UTC. The author reads it.',
  reason: 'Reason',
  reasonNote: 'The decision, with its number. It stays on this node.',
  confirm: 'Hold',
  notAllowed: 'Your role holds nothing. Only a case officer does.',
};

/** Keeps another participant's record under national law. */
export function HoldForm() {
  const may = useMay();
  const navigate = useNavigate();
  const close = () => void navigate('..', { replace: true });
  return (
    <Dialog title={text.title} onClose={close}>
      {may.act ? <Form onClose={close} /> : <Text>{text.notAllowed}</Text>}
    </Dialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { participant = '', id = '' } = useParams();
  const client = useQueryClient();
  const [hold, setHold] = useState(() => ({ code: '', until: dayAfter(Date.now(), 90), reason: '' }));
  const field = (name: keyof typeof hold) => ({
    required: true,
    value: hold[name],
    onChange: (event: { currentTarget: { value: string } }) => setHold({ ...hold, [name]: event.currentTarget.value }),
  });
  const action = useMutation({
    mutationFn: () => holdRecord(`${participant}/${id}`, hold),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['records'] });
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate();
      }}
    >
      <Stack>
        <Text>{text.about}</Text>
        <TextInput label={text.code} description={text.codeNote} maxLength={40} {...field('code')} />
        <TextInput type="date" label={text.until} description={text.untilNote} {...field('until')} />
        <Textarea
          label={text.reason}
          description={text.reasonNote}
          maxLength={500}
          autosize
          minRows={2}
          {...field('reason')}
        />
        {action.error ? <Problem error={action.error} title="Not held" /> : null}
        <Group justify="end">
          <Button type="submit" loading={action.isPending}>
            {text.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
