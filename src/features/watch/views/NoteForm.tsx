import { Textarea } from '@mantine/core';
import { z } from 'zod';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { OfficerInput } from '#web/ui/OfficerInput.tsx';
import { DraftNotice } from '#web/ui/DraftNotice.tsx';
import { useDraft } from '#web/use-draft.ts';
import { useFields } from '#web/use-fields.ts';
import { useT } from '#web/i18n/use-t.ts';
import { writeNote } from './api.ts';

const schema = z.object({ text: z.string(), to: z.string() });

/** What whoever takes over should know. */
export function NoteForm() {
  const t = useT();
  const { values, setValues, field } = useFields(() => ({ text: '', to: '' }));
  const draft = useDraft({ form: 'watch.note', value: values, schema, restore: setValues });
  const send = async (): Promise<void> => {
    const to = values.to.trim();
    await writeNote({ text: values.text.trim(), ...(to === '' ? {} : { to }) });
    draft.done();
  };
  return (
    <ActForm
      title={t('watch.page.writeNote')}
      about={t('watch.note.about')}
      confirm={t('watch.note.confirm')}
      under={links.watch()}
      act={send}
    >
      <DraftNotice draft={draft} />
      <Textarea label={t('watch.notes.note')} autosize minRows={4} maxLength={8000} data-autofocus {...field('text')} />
      <OfficerInput label={t('watch.note.to')} description={t('watch.note.toNote')} {...field('to')} required={false} />
    </ActForm>
  );
}
