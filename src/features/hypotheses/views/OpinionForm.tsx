import { NativeSelect, Textarea } from '@mantine/core';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { opinions } from '../model.ts';
import type { Opinion } from '../model.ts';
import { giveOpinion } from './api.ts';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';
import { useT } from '#web/i18n/use-t.ts';

/** How far the officer's authority agrees; it takes the place of what it said of it before. */
export function OpinionForm() {
  const t = useT();
  const { page, ref } = usePlace();
  const { values, setValues, field } = useFields(() => ({ opinion: '', explanation: '' }));
  const draft = useKept(`hypotheses.opinion.${ref}`, values, setValues);
  const act = () =>
    giveOpinion(ref, { opinion: values.opinion as Opinion['opinion'], explanation: values.explanation });
  return (
    <SayForm
      title={t('hypotheses.giveAnOpinion')}
      confirm={t('hypotheses.opinionForm.confirm')}
      under={page}
      about={ref}
      act={act}
      draft={draft}
    >
      <NativeSelect
        label={t('hypotheses.opinionForm.opinion')}
        data={[
          { value: '', label: t('hypotheses.choose'), disabled: true },
          ...opinions.map((value) => ({ value, label: t.term('opinion', value) })),
        ]}
        {...field('opinion')}
      />
      <Textarea
        label={t('hypotheses.opinionForm.explanation')}
        maxLength={4_000}
        autosize
        minRows={2}
        {...field('explanation')}
      />
    </SayForm>
  );
}
