import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Marking } from '#web/ui/Marking.tsx';
import { Time } from '#web/ui/Time.tsx';
import { recall } from './api.ts';
import type { Target } from './api.ts';
import { Outcome } from './Outcome.tsx';
import { RecipientChoice } from './RecipientChoice.tsx';
import { Review } from './Review.tsx';
import { TargetDialog } from './TargetDialog.tsx';
import { holdersOf } from './use-target.ts';

const text = {
  record: 'Recall record',
  run: 'Recall import run',
  holders: 'Recall from',
  reason: 'Reason',
  reasonNote: 'Sealed into the recall; the holder reads it.',
  review: 'Review recall',
  confirm: 'Confirm recall',
  warning:
    'Each holder destroys the content and everything made from it, and answers with a receipt. What was read before stays known.',
  nobody: 'Nobody holds this now, so there is nothing to recall.',
};

/** Takes a record, or all that an import run made, back from chosen holders: choose, give the reason, confirm. */
export function RecallForm() {
  return (
    <TargetDialog titles={text}>
      {(target, close) =>
        holdersOf(target.releases).size === 0 ? <Text>{text.nobody}</Text> : <Form target={target} onClose={close} />
      }
    </TargetDialog>
  );
}

function Form({ target, onClose }: { target: Target; onClose: () => void }) {
  const client = useQueryClient();
  const [to, setTo] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [isReviewed, setReviewed] = useState(false);
  const action = useMutation({
    mutationFn: () => recall(target, to, reason.trim()),
    onSuccess: () => client.invalidateQueries(),
  });

  if (action.data) return <Outcome verb="Recalled" done={action.data} onClose={onClose} />;
  if (isReviewed) {
    return (
      <Review
        target={target}
        to={to}
        verb="loses"
        warning={`${text.reason}: ${reason.trim()}. ${text.warning}`}
        confirm={text.confirm}
        isPending={action.isPending}
        error={action.error}
        onConfirm={() => action.mutate()}
        onBack={() => {
          action.reset();
          setReviewed(false);
        }}
      />
    );
  }
  const choices = [...holdersOf(target.releases)].map(([code, at]) => ({
    code,
    disabled: false,
    note: (
      <>
        released <Time at={at} />
      </>
    ),
  }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setReviewed(true);
      }}
    >
      <Stack>
        <div>
          <Text fw={500}>{target.name}</Text>
          <Marking marking={target.marking} />
        </div>
        <RecipientChoice label={text.holders} choices={choices} value={to} onChange={setTo} />
        <Textarea
          label={text.reason}
          description={text.reasonNote}
          required
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="end">
          <Button type="submit" disabled={to.length === 0 || reason.trim() === ''}>
            {text.review}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
