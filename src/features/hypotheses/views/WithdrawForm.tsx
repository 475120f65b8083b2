import { Textarea } from '@mantine/core';
import { useFields } from '#web/use-fields.ts';
import { withdraw } from './api.ts';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';

const text = {
  title: 'Withdraw',
  reason: 'Reason',
  note: 'What was said stays to be read, marked as withdrawn. Whoever has it is told.',
  confirm: 'Withdraw',
};

/** Takes back what the officer's own authority said. */
export function WithdrawForm() {
  const { page, ref } = usePlace();
  const { values, field } = useFields(() => ({ reason: '' }));
  return (
    <SayForm title={text.title} confirm={text.confirm} under={page} act={() => withdraw(ref, values.reason)}>
      <Textarea
        label={text.reason}
        description={text.note}
        maxLength={1_000}
        autosize
        minRows={2}
        {...field('reason')}
      />
    </SayForm>
  );
}
