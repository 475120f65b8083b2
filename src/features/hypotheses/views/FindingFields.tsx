import { NativeSelect, Textarea } from '@mantine/core';
import { credibilities, directions, reliabilities, weights } from '../model.ts';
import type { Evidence } from '../model.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

export const emptyFinding = { summary: '', weight: 'moderate', source: 'F', content: '6', gradeReason: '' };
export type FindingDraft = typeof emptyFinding;

/** The finding that the fields describe. */
export const toFinding = (draft: FindingDraft, direction: string): Evidence => ({
  summary: draft.summary,
  direction: direction as Evidence['direction'],
  weight: draft.weight as Evidence['weight'],
  grade: `${draft.source}${draft.content}`,
  gradeReason: draft.gradeReason,
});

export const directionField = (t: Translate) => ({
  label: t('hypotheses.findingFields.direction'),
  data: directions.map((value) => ({ value, label: t.term('direction', value) })),
});

type Props = { of: string; value: FindingDraft; onChange: (value: FindingDraft) => void };

/** A finding with its weight and the Admiralty grades of its source and of what it says; `of` tells the fields of two apart. */
export function FindingFields({ of, value, onChange }: Props) {
  const t = useT();
  const field = (name: keyof FindingDraft, label: string) => ({
    required: true,
    label: of === '' ? label : `${label} (${of})`,
    value: value[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...value, [name]: event.currentTarget.value }),
  });
  return (
    <>
      <Textarea
        {...field('summary', t('hypotheses.finding'))}
        description={t('hypotheses.findingFields.summaryNote')}
        maxLength={2_000}
        autosize
        minRows={2}
      />
      <NativeSelect
        {...field('weight', t('hypotheses.findingFields.weight'))}
        data={weights.map((one) => ({ value: one, label: t.term('weight', one) }))}
      />
      <NativeSelect
        {...field('source', t('hypotheses.findingFields.source'))}
        data={choices(t, 'reliability', reliabilities)}
      />
      <NativeSelect
        {...field('content', t('hypotheses.findingFields.content'))}
        data={choices(t, 'credibility', credibilities)}
      />
      <Textarea
        {...field('gradeReason', t('hypotheses.findingFields.reason'))}
        maxLength={1_000}
        autosize
        minRows={1}
      />
    </>
  );
}

const choices = (t: Translate, list: string, scale: Record<string, string>) =>
  Object.keys(scale).map((value) => ({ value, label: `${value}: ${t.term(list, value)}` }));
