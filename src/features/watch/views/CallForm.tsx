import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { z } from 'zod';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { DraftNotice } from '#web/ui/DraftNotice.tsx';
import { useDraft } from '#web/use-draft.ts';
import { useFields } from '#web/use-fields.ts';
import { useT } from '#web/i18n/use-t.ts';
import { noteCall } from './api.ts';

const schema = z.object({ direction: z.string(), party: z.string(), text: z.string(), urgent: z.string() });

/** Notes a call while it is fresh. */
export function CallForm() {
  const t = useT();
  const { values, setValues, field } = useFields(() => ({ direction: 'in', party: '', text: '', urgent: '' }));
  const draft = useDraft({ form: 'watch.call', value: values, schema, restore: setValues });
  const send = async (): Promise<void> => {
    const { direction, party, text, urgent } = values;
    await noteCall({ direction, party: party.trim(), text: text.trim(), urgent: urgent === 'true' });
    draft.done();
  };
  return (
    <ActForm
      title={t('watch.page.noteCall')}
      about={t('watch.call.about')}
      confirm={t('watch.call.confirm')}
      under={links.watch()}
      act={send}
    >
      <DraftNotice draft={draft} />
      <NativeSelect
        label={t('watch.call.direction')}
        data={[
          { value: 'in', label: t('watch.calls.in') },
          { value: 'out', label: t('watch.calls.out') },
        ]}
        {...field('direction')}
      />
      <TextInput
        label={t('watch.calls.party')}
        description={t('watch.call.partyNote')}
        maxLength={200}
        data-autofocus
        {...field('party')}
      />
      <Textarea label={t('watch.calls.said')} autosize minRows={4} maxLength={8000} {...field('text')} />
      <Checkbox
        label={t('watch.call.urgent')}
        description={t('watch.call.urgentNote')}
        checked={values.urgent === 'true'}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          setValues((before) => ({ ...before, urgent: String(checked) }));
        }}
      />
    </ActForm>
  );
}
