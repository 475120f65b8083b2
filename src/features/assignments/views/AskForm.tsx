import { TextInput } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { askAssignment, coverOf } from './api.ts';
import { CoverFields } from './CoverFields.tsx';

/** Asks whoever may give it for an assignment. */
export function AskForm() {
  const t = useT();
  const [asked] = useSearchParams();
  const { values, setValues, field } = useFields(() => ({
    covers: asked.get('covers') ?? 'desk',
    subject: asked.get('subject') ?? '',
    purpose: asked.get('purpose') ?? '',
    reason: '',
  }));
  const draft = useKept(`assignments.ask.${asked.get('subject') ?? 'desk'}`, values, setValues);
  return (
    <ActForm
      title={t('assignments.ask')}
      about={t('assignments.askAbout')}
      confirm={t('assignments.askConfirm')}
      draft={draft}
      under={links.assignments()}
      act={() => askAssignment({ ...coverOf(values), reason: values.reason })}
    >
      <CoverFields covers={values.covers} field={field} />
      <TextInput label={t('assignments.reason')} maxLength={500} data-autofocus {...field('reason')} />
    </ActForm>
  );
}
