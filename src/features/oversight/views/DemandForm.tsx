import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { basisChoices, fetchHandlingOptions, splitBasis } from '#web/handling.ts';
import { links } from '#web/links.ts';
import { useParticipants } from '#web/participants.ts';
import { useMay, useSession } from '#web/session.ts';
import { dayAfter } from '#web/ui/times.ts';
import { maxDemanded } from '../leaf-model.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { demandLeaves } from './leaf-api.ts';
import { ReasonField } from './ReasonField.tsx';
import { startOf, useFields } from '#web/use-fields.ts';

const text = {
  title: 'Demand leaves',
  about:
    'The participant opens leaves of its log, as of the newest checkpoint that was verified here: envelopes of records and the bytes of padding, no content.',
  participant: 'Log of',
  how: 'Which leaves',
  sample: 'a sample that neither side picks',
  indexes: 'by index',
  count: 'How many',
  list: 'Indexes',
  listNote: 'Numbers from 0, with spaces or commas between them.',
  until: 'Until',
  untilNote: 'The beginning of this day, in UTC; 1 to 90 days from now.',
  basis: 'Legal basis',
  reasonNote: 'The participant reads it.',
  choose: 'Choose…',
  confirm: 'Demand',
  notAllowed: 'Your role demands nothing. Only a case officer does.',
};

const numbersOf = (list: string): number[] =>
  list
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .map(Number);

/** Demands leaves of one participant. */
export function DemandForm() {
  const may = useMay();
  const { code } = useSession().node;
  const { byCode } = useParticipants();
  const options = useQuery({ queryKey: ['handling-options'], queryFn: fetchHandlingOptions, staleTime: Infinity });
  const { values, field } = useFields(() => ({
    participant: '',
    how: 'sample',
    count: '20',
    list: '',
    until: dayAfter(Date.now(), 14),
    basis: '',
    reason: '',
  }));
  const choose = { value: '', label: text.choose, disabled: true };
  const others = [...byCode.values()].filter((one) => one.code !== code);
  const act = () =>
    demandLeaves({
      participant: values.participant,
      ...(values.how === 'sample' ? { sample: Number(values.count) } : { indexes: numbersOf(values.list) }),
      deadline: startOf(values.until),
      reason: values.reason,
      basis: splitBasis(values.basis),
    });
  return (
    <ActForm
      title={text.title}
      about={text.about}
      confirm={text.confirm}
      under={links.oversight()}
      withheld={may.act ? undefined : text.notAllowed}
      act={act}
    >
      <NativeSelect
        label={text.participant}
        data={[choose, ...others.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }))]}
        {...field('participant')}
      />
      <NativeSelect
        label={text.how}
        data={[
          { value: 'sample', label: text.sample },
          { value: 'indexes', label: text.indexes },
        ]}
        {...field('how')}
      />
      {values.how === 'sample' ? (
        <TextInput label={text.count} type="number" min={1} max={maxDemanded} {...field('count')} />
      ) : (
        <TextInput label={text.list} description={text.listNote} pattern="[0-9\s,]+" {...field('list')} />
      )}
      <TextInput type="date" label={text.until} description={text.untilNote} {...field('until')} />
      <NativeSelect
        label={text.basis}
        data={[choose, ...(options.data ? basisChoices(options.data) : [])]}
        {...field('basis')}
      />
      <ReasonField description={text.reasonNote} {...field('reason')} />
    </ActForm>
  );
}
