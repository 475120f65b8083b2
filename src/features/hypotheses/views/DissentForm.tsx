import { Textarea } from '@mantine/core';
import { useFields } from '#web/use-fields.ts';
import { dissent } from './api.ts';
import { ConfidenceField } from './ConfidenceField.tsx';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';

const text = {
  title: 'Dissent',
  reason: 'Why you do not share the assessment',
  note: 'It stays with the assessment, whatever becomes of that; your authority alone can replace or withdraw it.',
  confirm: 'Seal dissent',
};

/** Says that the officer's authority does not share a joint assessment. */
export function DissentForm() {
  const { page, ref } = usePlace();
  const { values, field } = useFields(() => ({ reason: '', confidence: '' }));
  const act = () =>
    dissent(ref, {
      reason: values.reason,
      ...(values.confidence === '' ? {} : { confidence: Number(values.confidence) }),
    });
  return (
    <SayForm title={text.title} confirm={text.confirm} under={page} about={ref} act={act}>
      <Textarea
        label={text.reason}
        description={text.note}
        maxLength={4_000}
        autosize
        minRows={2}
        {...field('reason')}
      />
      <ConfidenceField {...field('confidence')} required={false} />
    </SayForm>
  );
}
