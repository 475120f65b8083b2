import { sayHeld } from '#web/i18n/titles.ts';
import { Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParticipants } from '#web/participants.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { terms } from '../model.ts';
import type { Assessment } from '../model.ts';
import { assess, fetchBoard } from './api.ts';
import { ConfidenceField } from './ConfidenceField.tsx';
import { shortName } from './Hypotheses.tsx';
import { SayForm } from './SayForm.tsx';
import { usePlace } from './use-place.ts';
import { useT } from '#web/i18n/use-t.ts';

/** A judgement over several hypotheses, in the name of those who take part. */
export function AssessForm() {
  const t = useT();
  const { stixId, page } = usePlace();
  const { byCode } = useParticipants();
  const board = useQuery({ queryKey: ['hypotheses', stixId], queryFn: () => fetchBoard(stixId) });
  const [weighed, setWeighed] = useState<string[]>([]);
  const [participants, setParticipants] = useState<string[]>([]);
  const { values, setValues, field } = useFields(() => ({
    question: '',
    judgement: '',
    term: 'suspected',
    confidence: '',
    prefers: '',
    against: '',
  }));
  const draft = useKept(`hypotheses.assess.${stixId}`, { values, weighed, participants }, (kept) => {
    setValues(kept.values);
    setWeighed(kept.weighed);
    setParticipants(kept.participants);
  });
  const act = () =>
    assess(
      {
        question: values.question,
        judgement: values.judgement,
        term: values.term as Assessment['term'],
        confidence: Number(values.confidence),
        participants,
        against: values.against,
        ...(values.prefers === '' ? {} : { prefers: values.prefers }),
      },
      weighed,
    );
  return (
    <SayForm
      title={t('hypotheses.assessJointly')}
      confirm={t('hypotheses.assessForm.confirm')}
      under={page}
      act={act}
      draft={draft}
    >
      <Loaded query={board}>
        {({ hypotheses }) => (
          <>
            <Checkbox.Group label={t('hypotheses.assessForm.weighed')} value={weighed} onChange={setWeighed}>
              <Stack gap="xs" mt="xs">
                {hypotheses.map((one, place) => (
                  <Checkbox
                    key={one.ref}
                    value={one.ref}
                    label={`${shortName(place)}: ${visibleText(sayHeld(t, one.held))}`}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
            <NativeSelect
              label={t('hypotheses.holdsTheLikeliest')}
              data={[
                { value: '', label: t('hypotheses.assessForm.nobody') },
                ...hypotheses.flatMap(({ ref }, place) =>
                  weighed.includes(ref) ? [{ value: ref, label: shortName(place) }] : [],
                ),
              ]}
              {...field('prefers')}
              required={false}
            />
          </>
        )}
      </Loaded>
      <TextInput label={t('hypotheses.question')} maxLength={300} {...field('question')} />
      <Textarea
        label={t('hypotheses.assessForm.judgement')}
        maxLength={4_000}
        autosize
        minRows={2}
        {...field('judgement')}
      />
      <NativeSelect
        label={t('hypotheses.term')}
        data={terms.map((value) => ({ value, label: t.term('term', value) }))}
        {...field('term')}
      />
      <ConfidenceField {...field('confidence')} />
      <Textarea label={t('hypotheses.againstIt')} maxLength={4_000} autosize minRows={2} {...field('against')} />
      <Checkbox.Group
        label={t('hypotheses.saidFor')}
        description={t('hypotheses.assessForm.participantsNote')}
        value={participants}
        onChange={setParticipants}
      >
        <Stack gap="xs" mt="xs">
          {[...byCode.values()].map(({ code, name }) => (
            <Checkbox key={code} value={code} label={`${code} ${name}`} />
          ))}
        </Stack>
      </Checkbox.Group>
    </SayForm>
  );
}
