import { TextInput } from '@mantine/core';
import { useParams, useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { endAssignment } from './api.ts';

/** Ends an officer’s assignment before its time. */
export function EndForm() {
  const t = useT();
  const { participant = '', id = '' } = useParams();
  const [asked] = useSearchParams();
  const officer = asked.get('officer') ?? '';
  const { values, setValues, field } = useFields(() => ({ reason: '' }));
  const draft = useKept(`assignments.end.${participant}.${id}.${officer}`, values, setValues);
  return (
    <ActForm
      title={t('assignments.endOf', { officer })}
      about={t('assignments.endAbout')}
      confirm={t('assignments.end')}
      draft={draft}
      under={links.assignments()}
      act={() => endAssignment(`${participant}/${id}`, { officers: [officer], reason: values.reason })}
    >
      <TextInput label={t('assignments.reason')} maxLength={500} data-autofocus {...field('reason')} />
    </ActForm>
  );
}
