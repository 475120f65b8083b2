import { Fieldset, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { identityClasses, terms } from '../model.ts';
import type { Statement } from '../model.ts';
import { stateHypothesis } from './api.ts';
import { ConfidenceField } from './ConfidenceField.tsx';
import { emptyFinding, FindingFields, toFinding } from './FindingFields.tsx';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';
import { useT } from '#web/i18n/use-t.ts';

/** A hypothesis with what speaks for it, and, before it can be sealed, what speaks against it. */
export function StateForm() {
  const t = useT();
  const { stixId, page } = usePlace();
  const { values, setValues, field } = useFields(() => ({
    question: '',
    statement: '',
    term: 'suspected',
    confidence: '',
    attributed: '',
    class: 'group',
    against: 'finding',
    looked: '',
  }));
  const [supports, setSupports] = useState(emptyFinding);
  const [opposes, setOpposes] = useState(emptyFinding);
  const draft = useKept(`hypotheses.state.${stixId}`, { values, supports, opposes }, (kept) => {
    setValues(kept.values);
    setSupports(kept.supports);
    setOpposes(kept.opposes);
  });
  const isFound = values.against === 'finding';
  const act = () =>
    stateHypothesis({
      object: stixId,
      question: values.question,
      statement: values.statement,
      term: values.term as Statement['term'],
      confidence: Number(values.confidence),
      evidence: [toFinding(supports, 'for'), ...(isFound ? [toFinding(opposes, 'against')] : [])],
      ...(isFound ? {} : { noneAgainst: values.looked }),
      ...(values.attributed.trim() === ''
        ? {}
        : { attributed: { name: values.attributed, class: values.class as (typeof identityClasses)[number] } }),
    });
  return (
    <SayForm
      title={t('hypotheses.stateAHypothesis')}
      confirm={t('hypotheses.stateForm.confirm')}
      under={page}
      act={act}
      draft={draft}
    >
      <TextInput label={t('hypotheses.question')} maxLength={300} {...field('question')} />
      <Textarea
        label={t('hypotheses.stateForm.statement')}
        description={t('hypotheses.stateForm.statementNote')}
        maxLength={2_000}
        autosize
        minRows={2}
        {...field('statement')}
      />
      <NativeSelect
        label={t('hypotheses.term')}
        description={t('hypotheses.stateForm.termNote')}
        data={terms.map((value) => ({ value, label: t.term('term', value) }))}
        {...field('term')}
      />
      <ConfidenceField {...field('confidence')} />
      <TextInput
        label={t('hypotheses.stateForm.attributed')}
        description={t('hypotheses.stateForm.attributedNote')}
        maxLength={200}
        {...field('attributed')}
        required={false}
      />
      {values.attributed.trim() === '' ? null : (
        <NativeSelect
          label={t('hypotheses.stateForm.class')}
          data={identityClasses.map((value) => ({ value, label: t.term('identityClass', value) }))}
          {...field('class')}
        />
      )}
      <Fieldset legend={t('hypotheses.stateForm.for')}>
        <Stack>
          <FindingFields of={t.term('direction', 'for')} value={supports} onChange={setSupports} />
        </Stack>
      </Fieldset>
      <Fieldset legend={t('hypotheses.againstIt')}>
        <Stack>
          <NativeSelect
            label={t('hypotheses.stateForm.kind')}
            data={[
              { value: 'finding', label: t('hypotheses.stateForm.finding') },
              { value: 'none', label: t('hypotheses.stateForm.none') },
            ]}
            {...field('against')}
          />
          {isFound ? (
            <FindingFields of={t.term('direction', 'against')} value={opposes} onChange={setOpposes} />
          ) : (
            <Textarea
              label={t('hypotheses.stateForm.looked')}
              description={t('hypotheses.stateForm.lookedNote')}
              maxLength={1_000}
              autosize
              minRows={2}
              {...field('looked')}
            />
          )}
        </Stack>
      </Fieldset>
    </SayForm>
  );
}
