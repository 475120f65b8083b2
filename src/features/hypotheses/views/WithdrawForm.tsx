import { Textarea } from '@mantine/core';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { withdraw } from './api.ts';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Takes back what the officer's own authority said. */
export function WithdrawForm() {
  const t = useT();
  const { page, ref } = usePlace();
  const { values, setValues, field } = useFields(() => ({ reason: '' }));
  const draft = useKept(`hypotheses.withdraw.${ref}`, values, setValues);
  return (
    <SayForm
      title={t('hypotheses.withdraw')}
      confirm={t('hypotheses.withdraw')}
      under={page}
      act={() => withdraw(ref, values.reason)}
      draft={draft}
    >
      <Textarea
        label={t('hypotheses.withdrawForm.reason')}
        description={t('hypotheses.withdrawForm.note')}
        maxLength={1_000}
        autosize
        minRows={2}
        {...field('reason')}
      />
    </SayForm>
  );
}
