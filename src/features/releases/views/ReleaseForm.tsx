import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Marking } from '#web/ui/Marking.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Time } from '#web/ui/Time.tsx';
import { previewRelease, release } from './api.ts';
import type { Target } from './api.ts';
import { Outcome } from './Outcome.tsx';
import { RecipientChoice } from './RecipientChoice.tsx';
import type { Choice } from './RecipientChoice.tsx';
import { Review } from './Review.tsx';
import { TargetDialog } from './TargetDialog.tsx';
import { holdersOf } from './use-target.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Say } from '#web/i18n/Say.tsx';
import { Why } from '#web/ui/Why.tsx';

/** Lets a record, or all that an import run made, go to chosen recipients: choose, see who gets what, confirm. */
export function ReleaseForm() {
  const t = useT();
  return (
    <TargetDialog titles={{ record: t('releases.releaseForm.record'), run: t('releases.releaseForm.run') }}>
      {(target, close) =>
        target.count === 0 ? <Text>{t('releases.releaseForm.nothing')}</Text> : <Form target={target} onClose={close} />
      }
    </TargetDialog>
  );
}

function Form({ target, onClose }: { target: Target; onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const [to, setTo] = useState<string[]>([]);
  const look = useMutation({ mutationFn: () => previewRelease(target, to) });
  const action = useMutation({ mutationFn: () => release(target, to), onSuccess: () => client.invalidateQueries() });

  if (action.data) return <Outcome verb="released" done={action.data} onClose={onClose} />;
  if (look.data) {
    return (
      <Review
        target={target}
        to={to}
        verb="gets"
        warning={t('releases.releaseForm.warning')}
        plan={look.data}
        confirm={t('releases.releaseForm.confirm')}
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
  return (
    <Stack>
      <div>
        <Text fw={500}>{target.name}</Text>
        <Marking marking={target.marking} />
      </div>
      <RecipientChoice
        label={t('releases.releaseForm.recipients')}
        choices={choicesOf(t, target, to)}
        value={to}
        onChange={(chosen) => setTo(chosen.filter((code) => !isPartOf(chosen, code)))}
      />
      {look.error ? <Problem error={look.error} /> : null}
      {target.destroyed ? <Problem error={new Error(t('releases.releaseForm.destroyed'))} /> : null}
      <Group justify="end">
        <Button disabled={to.length === 0} loading={look.isPending} onClick={() => look.mutate()}>
          {t('releases.releaseForm.review')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Whether its whole participant is chosen, which gives it to every authority there. */
const isPartOf = (chosen: readonly string[], code: string): boolean =>
  code.includes('/') && chosen.includes(wholeOf(code));

const wholeOf = (code: string): string => code.split('/')[0] ?? code;

function choicesOf(t: Translate, target: Target, chosen: readonly string[]): Choice[] {
  const holders = holdersOf(target.releases);
  return target.recipients.map(({ to, ok, code, why }) => {
    const since = holders.get(to) ?? holders.get(wholeOf(to));
    if (since)
      return {
        code: to,
        disabled: true,
        note: (
          <>
            <Say id="releases.released" values={{ time: <Time at={since} /> }} />
          </>
        ),
      };
    if (!ok)
      return {
        code: to,
        disabled: true,
        note: (
          <Say
            id="releases.releaseForm.notPossible"
            values={{
              why: why ? <Why code={code} why={why} inline /> : t('releases.releaseForm.noReasonGiven'),
              which: code ? ` (${code})` : '',
            }}
          />
        ),
      };
    return { code: to, disabled: isPartOf(chosen, to), note: null };
  });
}
