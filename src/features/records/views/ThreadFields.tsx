import { Stack, Textarea, TextInput } from '@mantine/core';
import type { FieldErrors } from '#web/field-errors.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Thread } from './draft-state.ts';

type Props = { value: Thread; onChange: (value: Thread) => void; errors: FieldErrors };

/** How a record stands to others, and the language that it is written in. */
export function ThreadFields({ value, onChange, errors }: Props) {
  const t = useT();
  const field = (name: keyof Thread) => ({
    value: value[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...value, [name]: event.currentTarget.value }),
  });
  return (
    <Stack>
      <TextInput
        label={t('records.language')}
        description={t('records.draftForm.langNote')}
        required
        {...field('lang')}
      />
      <TextInput label={t('records.case')} description={t('records.draftForm.caseNote')} {...field('case')} />
      <Textarea
        label={t('records.about')}
        description={t('records.draftForm.aboutNote')}
        autosize
        minRows={2}
        {...field('about')}
      />
      <TextInput
        label={t('records.replaces')}
        description={t('records.draftForm.replacesNote')}
        {...field('replaces')}
      />
      <Textarea
        label={t('records.sources')}
        description={t('records.draftForm.sourcesNote')}
        autosize
        minRows={1}
        {...field('sources')}
      />
    </Stack>
  );
}
