import { NativeSelect, Textarea } from '@mantine/core';
import { credibilities, directions, reliabilities, weights } from '../model.ts';
import type { Evidence } from '../model.ts';

const text = {
  summary: 'Finding',
  summaryNote: 'What was found, without naming a person.',
  direction: 'Direction',
  weight: 'Weight',
  source: 'Source',
  content: 'What it says',
  reason: 'Why this grade',
};

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

export const directionField = { label: text.direction, data: [...directions] };

type Props = { of: string; value: FindingDraft; onChange: (value: FindingDraft) => void };

/** A finding with its weight and the Admiralty grades of its source and of what it says; `of` tells the fields of two apart. */
export function FindingFields({ of, value, onChange }: Props) {
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
        {...field('summary', text.summary)}
        description={text.summaryNote}
        maxLength={2_000}
        autosize
        minRows={2}
      />
      <NativeSelect {...field('weight', text.weight)} data={[...weights]} />
      <NativeSelect {...field('source', text.source)} data={choices(reliabilities)} />
      <NativeSelect {...field('content', text.content)} data={choices(credibilities)} />
      <Textarea {...field('gradeReason', text.reason)} maxLength={1_000} autosize minRows={1} />
    </>
  );
}

const choices = (scale: Record<string, string>) =>
  Object.entries(scale).map(([value, words]) => ({ value, label: `${value}: ${words}` }));
