import { TextInput } from '@mantine/core';
import { useParams } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { OfficerInput } from '#web/ui/OfficerInput.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';
import { handOver } from './api.ts';
import type { InboxItem } from './api.ts';

/** Who sees to an item from now on, and why. */
export function HandOverForm() {
  const t = useT();
  const { kind = '', id = '' } = useParams();
  const { values, setValues, field } = useFields(() => ({ to: '', note: '' }));
  const draft = useKept(`inbox.hand-over.${kind}.${id}`, values, setValues);
  return (
    <ActForm
      title={t('inbox.handOver')}
      about={t('inbox.handOverForm.about')}
      confirm={t('inbox.handOver')}
      under={links.inbox()}
      draft={draft}
      act={() => handOver({ kind: kind as InboxItem['kind'], id }, { to: values.to.trim(), note: values.note.trim() })}
    >
      <OfficerInput
        label={t('inbox.handOverForm.to')}
        description={t('inbox.handOverForm.toNote')}
        data-autofocus
        {...field('to')}
      />
      <TextInput
        label={t('inbox.handOverForm.note')}
        description={t('inbox.handOverForm.noteHint')}
        maxLength={500}
        {...field('note')}
      />
    </ActForm>
  );
}
