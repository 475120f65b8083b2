import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '#web/session.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { DraftNotice } from '#web/ui/DraftNotice.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { dayAfter } from '#web/ui/times.ts';
import { useKept } from '#web/use-kept.ts';
import { holdRecord } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Keeps another participant's record under national law. */
export function HoldForm() {
  const t = useT();
  const may = useMay();
  const navigate = useNavigate();
  const close = () => void navigate('..', { replace: true });
  return (
    <Dialog title={t('records.holdForm.title')} onClose={close}>
      {may.release ? <Form onClose={close} /> : <Text>{t('records.holdForm.notAllowed')}</Text>}
    </Dialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { participant = '', id = '' } = useParams();
  const client = useQueryClient();
  const [hold, setHold] = useState(() => ({ code: '', until: dayAfter(Date.now(), 90), reason: '' }));
  const draft = useKept(`records.hold.${participant}.${id}`, hold, setHold);
  const field = (name: keyof typeof hold) => ({
    required: true,
    value: hold[name],
    onChange: (event: { currentTarget: { value: string } }) => setHold({ ...hold, [name]: event.currentTarget.value }),
  });
  const action = useMutation({
    mutationFn: () => holdRecord(`${participant}/${id}`, hold),
    onSuccess: async () => {
      draft.done();
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
        <Text>{t('records.holdForm.about')}</Text>
        <DraftNotice draft={draft} />
        <TextInput
          label={t('records.holdForm.code')}
          description={t('records.holdForm.codeNote')}
          maxLength={40}
          {...field('code')}
        />
        <TextInput
          type="date"
          label={t('records.holdForm.until')}
          description={t('records.holdForm.untilNote')}
          {...field('until')}
        />
        <Textarea
          label={t('records.holdForm.reason')}
          description={t('records.holdForm.reasonNote')}
          maxLength={500}
          autosize
          minRows={2}
          {...field('reason')}
        />
        {action.error ? <Problem error={action.error} title={t('records.holdForm.notHeld')} /> : null}
        <Group justify="end">
          <Button type="submit" loading={action.isPending}>
            {t('records.hold')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
