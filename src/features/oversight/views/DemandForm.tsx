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
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';

const numbersOf = (list: string): number[] =>
  list
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .map(Number);

/** Demands leaves of one participant. */
export function DemandForm() {
  const t = useT();
  const may = useMay();
  const { code } = useSession().node;
  const { byCode } = useParticipants();
  const options = useQuery({ queryKey: ['handling-options'], queryFn: fetchHandlingOptions, staleTime: Infinity });
  const { values, setValues, field } = useFields(() => ({
    participant: '',
    how: 'sample',
    count: '20',
    list: '',
    until: dayAfter(Date.now(), 14),
    basis: '',
    reason: '',
  }));
  const draft = useKept('oversight.demand', values, setValues);
  const choose = { value: '', label: t('oversight.choose'), disabled: true };
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
      title={t('oversight.demandLeaves')}
      about={t('oversight.demandForm.about')}
      confirm={t('oversight.demand')}
      under={links.oversight()}
      withheld={may.desk ? undefined : t('oversight.demandForm.notAllowed')}
      draft={draft}
      act={act}
    >
      <NativeSelect
        label={t('oversight.logOf')}
        data={[choose, ...others.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }))]}
        {...field('participant')}
      />
      <NativeSelect
        label={t('oversight.demandForm.how')}
        data={[
          { value: 'sample', label: t('oversight.demandForm.sample') },
          { value: 'indexes', label: t('oversight.byIndex') },
        ]}
        {...field('how')}
      />
      {values.how === 'sample' ? (
        <TextInput
          label={t('oversight.demandForm.count')}
          type="number"
          min={1}
          max={maxDemanded}
          {...field('count')}
        />
      ) : (
        <TextInput
          label={t('oversight.demandForm.list')}
          description={t('oversight.demandForm.listNote')}
          pattern="[0-9\s,]+"
          {...field('list')}
        />
      )}
      <TextInput
        type="date"
        label={t('oversight.until')}
        description={t('oversight.demandForm.untilNote')}
        {...field('until')}
      />
      <NativeSelect
        label={t('oversight.demandForm.basis')}
        data={[choose, ...(options.data ? basisChoices(t, options.data) : [])]}
        {...field('basis')}
      />
      <ReasonField description={t('oversight.theParticipantReadsIt')} {...field('reason')} />
    </ActForm>
  );
}
