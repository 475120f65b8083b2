import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Marking } from '#web/ui/Marking.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Time } from '#web/ui/Time.tsx';
import { release } from './api.ts';
import type { Target } from './api.ts';
import { Outcome } from './Outcome.tsx';
import { RecipientChoice } from './RecipientChoice.tsx';
import type { Choice } from './RecipientChoice.tsx';
import { Review } from './Review.tsx';
import { TargetDialog } from './TargetDialog.tsx';
import { holdersOf } from './use-target.ts';

const text = {
  record: 'Release record',
  run: 'Release import run',
  recipients: 'Recipients',
  review: 'Review release',
  confirm: 'Confirm release',
  warning: 'The release is sealed and logged. A recall can take the content back later; it cannot make it unread.',
  nothing: 'There is nothing to release: this run made no record.',
};

/** Lets a record, or all that an import run made, go to chosen recipients: choose, see who gets what, confirm. */
export function ReleaseForm() {
  return (
    <TargetDialog titles={text}>
      {(target, close) => (target.count === 0 ? <Text>{text.nothing}</Text> : <Form target={target} onClose={close} />)}
    </TargetDialog>
  );
}

function Form({ target, onClose }: { target: Target; onClose: () => void }) {
  const client = useQueryClient();
  const [to, setTo] = useState<string[]>([]);
  const [isReviewed, setReviewed] = useState(false);
  const action = useMutation({ mutationFn: () => release(target, to), onSuccess: () => client.invalidateQueries() });

  if (action.data) return <Outcome verb="Released" done={action.data} onClose={onClose} />;
  if (isReviewed) {
    return (
      <Review
        target={target}
        to={to}
        verb="gets"
        warning={text.warning}
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
  return (
    <Stack>
      <div>
        <Text fw={500}>{target.name}</Text>
        <Marking marking={target.marking} />
      </div>
      <RecipientChoice label={text.recipients} choices={choicesOf(target)} value={to} onChange={setTo} />
      {target.destroyed ? (
        <Problem error={new Error('The content is destroyed; there is nothing left to let go.')} />
      ) : null}
      <Group justify="end">
        <Button disabled={to.length === 0} onClick={() => setReviewed(true)}>
          {text.review}
        </Button>
      </Group>
    </Stack>
  );
}

function choicesOf(target: Target): Choice[] {
  const holders = holdersOf(target.releases);
  return target.recipients.map(({ to, ok, code, why }) => {
    const since = holders.get(to);
    if (since)
      return {
        code: to,
        disabled: true,
        note: (
          <>
            released <Time at={since} />
          </>
        ),
      };
    if (!ok)
      return { code: to, disabled: true, note: `not possible: ${why ?? 'no reason given'}${code ? ` (${code})` : ''}` };
    return { code: to, disabled: false, note: null };
  });
}
