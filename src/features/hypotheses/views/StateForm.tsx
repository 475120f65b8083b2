import { Fieldset, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFields } from '#web/use-fields.ts';
import { identityClasses, terms } from '../model.ts';
import type { Statement } from '../model.ts';
import { stateHypothesis } from './api.ts';
import { ConfidenceField } from './ConfidenceField.tsx';
import { emptyFinding, FindingFields, toFinding } from './FindingFields.tsx';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';

const text = {
  title: 'State a hypothesis',
  question: 'Question',
  statement: 'Answer',
  statementNote: 'What you hold possible. It is shown as your authority’s word.',
  term: 'Term',
  termNote: 'Before a final judgment nobody is called more than this.',
  attributed: 'Attributed to',
  attributedNote: 'A group or an organisation; never a person. Leave it empty where nothing is attributed.',
  class: 'What that is',
  for: 'For it',
  against: 'Against it',
  none: 'Nothing was found against it',
  looked: 'What was looked at',
  lookedNote: 'What would speak against it, and where you looked without finding it.',
  kind: 'What speaks against it',
  finding: 'a finding',
  confirm: 'Seal hypothesis',
};

/** A hypothesis with what speaks for it, and, before it can be sealed, what speaks against it. */
export function StateForm() {
  const { stixId, page } = usePlace();
  const { values, field } = useFields(() => ({
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
    <SayForm title={text.title} confirm={text.confirm} under={page} act={act}>
      <TextInput label={text.question} maxLength={300} {...field('question')} />
      <Textarea
        label={text.statement}
        description={text.statementNote}
        maxLength={2_000}
        autosize
        minRows={2}
        {...field('statement')}
      />
      <NativeSelect label={text.term} description={text.termNote} data={[...terms]} {...field('term')} />
      <ConfidenceField {...field('confidence')} />
      <TextInput
        label={text.attributed}
        description={text.attributedNote}
        maxLength={200}
        {...field('attributed')}
        required={false}
      />
      {values.attributed.trim() === '' ? null : (
        <NativeSelect label={text.class} data={[...identityClasses]} {...field('class')} />
      )}
      <Fieldset legend={text.for}>
        <Stack>
          <FindingFields of="for" value={supports} onChange={setSupports} />
        </Stack>
      </Fieldset>
      <Fieldset legend={text.against}>
        <Stack>
          <NativeSelect
            label={text.kind}
            data={[
              { value: 'finding', label: text.finding },
              { value: 'none', label: text.none },
            ]}
            {...field('against')}
          />
          {isFound ? (
            <FindingFields of="against" value={opposes} onChange={setOpposes} />
          ) : (
            <Textarea
              label={text.looked}
              description={text.lookedNote}
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
