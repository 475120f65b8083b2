import { NativeSelect, Textarea } from '@mantine/core';
import { useFields } from '#web/use-fields.ts';
import { opinions } from '../model.ts';
import type { Opinion } from '../model.ts';
import { giveOpinion } from './api.ts';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';

const text = {
  title: 'Give an opinion',
  opinion: 'Opinion',
  explanation: 'Explanation',
  choose: { value: '', label: 'Choose…', disabled: true },
  confirm: 'Seal opinion',
};

/** How far the officer's authority agrees; it takes the place of what it said of it before. */
export function OpinionForm() {
  const { page, ref } = usePlace();
  const { values, field } = useFields(() => ({ opinion: '', explanation: '' }));
  const act = () =>
    giveOpinion(ref, { opinion: values.opinion as Opinion['opinion'], explanation: values.explanation });
  return (
    <SayForm title={text.title} confirm={text.confirm} under={page} about={ref} act={act}>
      <NativeSelect label={text.opinion} data={[text.choose, ...opinions]} {...field('opinion')} />
      <Textarea label={text.explanation} maxLength={4_000} autosize minRows={2} {...field('explanation')} />
    </SayForm>
  );
}
