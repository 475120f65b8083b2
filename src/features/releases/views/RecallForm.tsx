import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Marking } from '#web/ui/Marking.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { DraftNotice } from '#web/ui/DraftNotice.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useKept } from '#web/use-kept.ts';
import { previewRecall, recall } from './api.ts';
import type { Target } from './api.ts';
import { Outcome } from './Outcome.tsx';
import { RecipientChoice } from './RecipientChoice.tsx';
import { Review } from './Review.tsx';
import { TargetDialog } from './TargetDialog.tsx';
import { holdersOf } from './use-target.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

/** Takes a record, or all that an import run made, back from chosen holders: choose, give the reason, confirm. */
export function RecallForm() {
  const t = useT();
  return (
    <TargetDialog titles={{ record: t('releases.recallForm.record'), run: t('releases.recallForm.run') }}>
      {(target, close) => <Held target={target} onClose={close} />}
    </TargetDialog>
  );
}

/** As it was when the form was opened: after a recall from the last holder the outcome stays to be read. */
function Held({ target, onClose }: { target: Target; onClose: () => void }) {
  const t = useT();
  const [isHeld] = useState(() => holdersOf(target.releases).size > 0);
  return isHeld ? <Form target={target} onClose={onClose} /> : <Text>{t('releases.recallForm.nobody')}</Text>;
}

const nameOf = ({ what }: Target): string => ('import' in what ? what.import : what.records.join('.'));

function Form({ target, onClose }: { target: Target; onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const [to, setTo] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const draft = useKept(`releases.recall.${nameOf(target)}`, reason, setReason);
  const look = useMutation({ mutationFn: () => previewRecall(target, to) });
  const action = useMutation({
    mutationFn: () => recall(target, to, reason.trim()),
    onSuccess: () => {
      draft.done();
      return client.invalidateQueries();
    },
  });

  if (action.data) return <Outcome verb="recalled" done={action.data} onClose={onClose} />;
  if (look.data) {
    return (
      <Review
        target={target}
        to={to}
        verb="loses"
        lost={look.data}
        warning={`${t('releases.recallForm.reason')}: ${reason.trim()}. ${t('releases.recallForm.warning')}`}
        confirm={t('releases.recallForm.confirm')}
        isPending={action.isPending}
        error={action.error}
        onConfirm={() => action.mutate()}
        onBack={() => {
          action.reset();
          look.reset();
        }}
      />
    );
  }
  const choices = [...holdersOf(target.releases)].map(([code, at]) => ({
    code,
    disabled: false,
    note: (
      <>
        <Say id="releases.released" values={{ time: <Time at={at} /> }} />
      </>
    ),
  }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        look.mutate();
      }}
    >
      <Stack>
        <div>
          <Text fw={500}>{target.name}</Text>
          <Marking marking={target.marking} />
        </div>
        <RecipientChoice label={t('releases.recallForm.holders')} choices={choices} value={to} onChange={setTo} />
        <Textarea
          label={t('releases.recallForm.reason')}
          description={t('releases.recallForm.reasonNote')}
          required
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {look.error ? <Problem error={look.error} /> : null}
        <Group justify="end">
          <DraftNotice draft={draft} atFoot />
          <Button type="submit" loading={look.isPending} disabled={to.length === 0 || reason.trim() === ''}>
            {t('releases.recallForm.review')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
