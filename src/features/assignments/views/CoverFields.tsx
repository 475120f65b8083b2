import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fetchHandlingOptions, purposeChoices } from '#web/handling.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { useFields } from '#web/use-fields.ts';
import { wordOf } from './Covered.tsx';

type Field = ReturnType<typeof useFields<'covers' | 'subject' | 'purpose'>>['field'];

/** What an assignment covers, and what for. */
export function CoverFields({ covers, field }: { covers: string; field: Field }) {
  const t = useT();
  const options = useQuery({ queryKey: ['kinds', 'handling'], queryFn: fetchHandlingOptions });
  const purposes = options.data ? purposeChoices(t, options.data) : [];
  return (
    <>
      <NativeSelect
        label={t('assignments.covers')}
        data={(['desk', 'case', 'inquiry'] as const).map((word) => ({
          value: word,
          label: wordOf(t, word),
        }))}
        {...field('covers')}
      />
      {covers === 'desk' ? null : (
        <TextInput label={t('assignments.subject')} description={t('assignments.subjectNote')} {...field('subject')} />
      )}
      <NativeSelect
        label={t('assignments.purpose')}
        description={t('assignments.purposeNote')}
        data={[{ value: '', label: t('assignments.choose'), disabled: true }, ...purposes]}
        {...field('purpose')}
      />
    </>
  );
}
