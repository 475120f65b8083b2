import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFields } from '#web/use-fields.ts';
import { addEvidence } from './api.ts';
import { directionField, emptyFinding, FindingFields, toFinding } from './FindingFields.tsx';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';

const text = {
  title: 'Add a finding',
  cites: 'Shown by',
  citesNote: 'Ref of a record, or id of a STIX object. To grade another’s finding, name its record.',
  confirm: 'Seal finding',
};

/** A finding for or against a hypothesis, whoever holds it. One against goes to whoever has the hypothesis from this node. */
export function EvidenceForm() {
  const { page, ref } = usePlace();
  const { values, field } = useFields(() => ({ direction: 'against', cites: '' }));
  const [finding, setFinding] = useState(emptyFinding);
  const cites = values.cites.trim();
  const act = () => addEvidence(ref, { ...toFinding(finding, values.direction), ...(cites === '' ? {} : { cites }) });
  return (
    <SayForm title={text.title} confirm={text.confirm} under={page} about={ref} act={act}>
      <NativeSelect {...directionField} {...field('direction')} />
      <FindingFields of="" value={finding} onChange={setFinding} />
      <TextInput label={text.cites} description={text.citesNote} {...field('cites')} required={false} />
    </SayForm>
  );
}
