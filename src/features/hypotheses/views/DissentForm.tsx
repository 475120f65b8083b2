import { Textarea } from '@mantine/core';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { dissent } from './api.ts';
import { ConfidenceField } from './ConfidenceField.tsx';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Says that the officer's authority does not share a joint assessment. */
export function DissentForm() {
  const t = useT();
  const { page, ref } = usePlace();
  const { values, setValues, field } = useFields(() => ({ reason: '', confidence: '' }));
  const draft = useKept(`hypotheses.dissent.${ref}`, values, setValues);
  const act = () =>
    dissent(ref, {
      reason: values.reason,
      ...(values.confidence === '' ? {} : { confidence: Number(values.confidence) }),
    });
  return (
    <SayForm
      title={t('hypotheses.dissent')}
      confirm={t('hypotheses.dissentForm.confirm')}
      under={page}
      about={ref}
      act={act}
      draft={draft}
    >
      <Textarea
        label={t('hypotheses.dissentForm.reason')}
        description={t('hypotheses.dissentForm.note')}
        maxLength={4_000}
        autosize
        minRows={2}
        {...field('reason')}
      />
      <ConfidenceField {...field('confidence')} required={false} />
    </SayForm>
  );
}
