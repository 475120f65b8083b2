import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { addEvidence } from './api.ts';
import { directionField, emptyFinding, FindingFields, toFinding } from './FindingFields.tsx';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';
import { useT } from '#web/i18n/use-t.ts';

/** A finding for or against a hypothesis, whoever holds it. One against goes to whoever has the hypothesis from this node. */
export function EvidenceForm() {
  const t = useT();
  const { page, ref } = usePlace();
  const { values, setValues, field } = useFields(() => ({ direction: 'against', cites: '' }));
  const [finding, setFinding] = useState(emptyFinding);
  const draft = useKept(`hypotheses.evidence.${ref}`, { values, finding }, (kept) => {
    setValues(kept.values);
    setFinding(kept.finding);
  });
  const cites = values.cites.trim();
  const act = () => addEvidence(ref, { ...toFinding(finding, values.direction), ...(cites === '' ? {} : { cites }) });
  return (
    <SayForm
      title={t('hypotheses.addAFinding')}
      confirm={t('hypotheses.evidenceForm.confirm')}
      under={page}
      about={ref}
      act={act}
      draft={draft}
    >
      <NativeSelect {...directionField(t)} {...field('direction')} />
      <FindingFields of="" value={finding} onChange={setFinding} />
      <TextInput
        label={t('hypotheses.evidenceForm.cites')}
        description={t('hypotheses.evidenceForm.citesNote')}
        {...field('cites')}
        required={false}
      />
    </SayForm>
  );
}
