import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { basisChoices, purposeChoices } from '../handling.ts';
import type { Handling, HandlingOptions } from '../handling.ts';
import { tlpLabel } from './Marking.tsx';
import type { FieldErrors } from '../field-errors.ts';
import { useT } from '../i18n/use-t.ts';

type Props = { options: HandlingOptions; value: Handling; onChange: (value: Handling) => void; errors?: FieldErrors };

/** Marking, legal basis, purpose and retention: sealed into every record, so asked for in one way everywhere. */
export function HandlingFields({ options, value, onChange, errors }: Props) {
  const t = useT();
  const field = (name: keyof Handling) => ({
    required: true,
    value: value[name],
    error: errors?.[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...value, [name]: event.currentTarget.value }),
  });
  const choose = { value: '', label: t('ui.handlingFields.choose'), disabled: true };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <NativeSelect
        label={t('ui.handlingFields.tlp')}
        data={[choose, ...options.tlp.map((tlp) => ({ value: tlp, label: tlpLabel(tlp) }))]}
        {...field('tlp')}
      />
      <NativeSelect
        label={t('ui.handlingFields.base')}
        data={[choose, ...options.base.map((base) => ({ value: base, label: base.toUpperCase() }))]}
        {...field('base')}
      />
      <NativeSelect
        label={t('ui.handlingFields.basis')}
        data={[choose, ...basisChoices(t, options)]}
        {...field('basis')}
      />
      <NativeSelect
        label={t('ui.handlingFields.purpose')}
        data={[choose, ...purposeChoices(t, options)]}
        {...field('purpose')}
      />
      <TextInput
        type="date"
        label={t('ui.handlingFields.retainUntil')}
        description={t('ui.handlingFields.retainNote')}
        {...field('retainUntil')}
      />
    </SimpleGrid>
  );
}
