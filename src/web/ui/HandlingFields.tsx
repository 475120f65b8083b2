import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { basisChoices } from '../handling.ts';
import type { Handling, HandlingOptions } from '../handling.ts';
import { tlpLabel } from './Marking.tsx';

const text = {
  tlp: 'TLP label',
  base: 'Base marking',
  basis: 'Legal basis',
  purpose: 'Purpose',
  retainUntil: 'Retain until',
  retainNote: 'At the end of this day (UTC) the content is destroyed here and at every holder.',
  choose: 'Choose…',
};

type Props = { options: HandlingOptions; value: Handling; onChange: (value: Handling) => void };

/** Marking, legal basis, purpose and retention: sealed into every record, so asked for in one way everywhere. */
export function HandlingFields({ options, value, onChange }: Props) {
  const field = (name: keyof Handling) => ({
    required: true,
    value: value[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...value, [name]: event.currentTarget.value }),
  });
  const choose = { value: '', label: text.choose, disabled: true };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <NativeSelect
        label={text.tlp}
        data={[choose, ...options.tlp.map((tlp) => ({ value: tlp, label: tlpLabel(tlp) }))]}
        {...field('tlp')}
      />
      <NativeSelect
        label={text.base}
        data={[choose, ...options.base.map((base) => ({ value: base, label: base.toUpperCase() }))]}
        {...field('base')}
      />
      <NativeSelect label={text.basis} data={[choose, ...basisChoices(options)]} {...field('basis')} />
      <NativeSelect
        label={text.purpose}
        data={[choose, ...options.purposes.map((purpose) => ({ value: purpose.code, label: purpose.title }))]}
        {...field('purpose')}
      />
      <TextInput type="date" label={text.retainUntil} description={text.retainNote} {...field('retainUntil')} />
    </SimpleGrid>
  );
}
