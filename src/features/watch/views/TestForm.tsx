import { NativeSelect, TextInput } from '@mantine/core';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';
import { noteTest } from './api.ts';

/** Whether anybody answered. */
export function TestForm() {
  const t = useT();
  const { participant = '', contact = '' } = useParams();
  const { values, setValues, field } = useFields(() => ({ way: 'telephone', answered: '', note: '' }));
  const draft = useKept(`watch.test.${participant}.${contact}`, values, setValues);
  return (
    <ActForm
      title={t('watch.contacts.noteTest')}
      about={t('watch.test.about', { participant, contact })}
      confirm={t('watch.test.confirm')}
      draft={draft}
      under={links.watch()}
      act={() => {
        const note = values.note.trim();
        const answered = values.answered === 'yes';
        return noteTest(participant, contact, { way: values.way, answered, ...(note === '' ? {} : { note }) });
      }}
    >
      <NativeSelect
        label={t('watch.test.way')}
        data={[
          { value: 'telephone', label: t('watch.test.telephone') },
          { value: 'email', label: t('watch.test.email') },
          { value: 'other', label: t('watch.test.other') },
        ]}
        {...field('way')}
      />
      <NativeSelect
        label={t('watch.test.answered')}
        data={[
          { value: '', label: t('records.choose'), disabled: true },
          { value: 'yes', label: t('watch.test.yes') },
          { value: 'no', label: t('watch.test.no') },
        ]}
        data-autofocus
        {...field('answered')}
      />
      <TextInput label={t('watch.test.note')} maxLength={500} {...field('note')} required={false} />
    </ActForm>
  );
}
