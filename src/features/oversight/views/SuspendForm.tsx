import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { KindName } from '#web/ui/KindName.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { dayAfter } from '#web/ui/times.ts';
import { isCaseKind } from '../model.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { fetchKindNames, suspendKinds } from './api.ts';
import { ReasonField } from './ReasonField.tsx';
import { startOf, useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Suspends kinds everywhere: those that this node knows. */
export function SuspendForm() {
  const t = useT();
  const may = useMay();
  const names = useQuery({ queryKey: ['kind-names'], queryFn: fetchKindNames, staleTime: Infinity });
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const { values, setValues, field } = useFields(() => ({ until: dayAfter(Date.now(), 7), reason: '' }));
  const draft = useKept('oversight.suspend', { kinds, values }, (kept) => {
    setKinds(kept.kinds);
    setValues(kept.values);
  });
  return (
    <ActForm
      title={t('oversight.suspendKindsOfRecord')}
      about={t('oversight.suspendForm.about')}
      confirm={t('oversight.suspendForm.confirm')}
      under={links.oversight()}
      withheld={may.desk ? undefined : t('oversight.suspendForm.notAllowed')}
      draft={draft}
      act={() => suspendKinds({ kinds: [...kinds], until: startOf(values.until), reason: values.reason })}
    >
      <Loaded query={names}>
        {(all) => (
          <Checkbox.Group label={t('oversight.suspendForm.kinds')} value={[...kinds]} onChange={setKinds}>
            <Stack gap="xs" mt="xs">
              {all.filter(isCaseKind).map((kind) => (
                <Checkbox key={kind} value={kind} label={<KindName of={kind} />} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
      </Loaded>
      <TextInput
        type="date"
        label={t('oversight.until')}
        description={t('oversight.suspendForm.untilNote')}
        {...field('until')}
      />
      <ReasonField description={t('oversight.everyParticipantReadsIt')} {...field('reason')} />
    </ActForm>
  );
}
