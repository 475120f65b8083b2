import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { dayAfter } from '#web/ui/times.ts';
import { isCaseKind } from '../model.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { fetchKindNames, suspendKinds } from './api.ts';
import { ReasonField } from './ReasonField.tsx';
import { startOf, useFields } from '#web/use-fields.ts';

const text = {
  title: 'Suspend kinds of record',
  about:
    'Nothing of these kinds is sealed, released or applied at any participant until then. Each is told, with the reason.',
  kinds: 'Kinds',
  until: 'Until',
  untilNote: 'The beginning of this day, in UTC. The profile says how long it may be at most.',
  reasonNote: 'Every participant reads it.',
  confirm: 'Suspend',
  notAllowed: 'Your role suspends nothing. Only a case officer does.',
};

/** Suspends kinds everywhere: those that this node knows. */
export function SuspendForm() {
  const may = useMay();
  const names = useQuery({ queryKey: ['kind-names'], queryFn: fetchKindNames, staleTime: Infinity });
  const [kinds, setKinds] = useState<string[]>([]);
  const { values, field } = useFields(() => ({ until: dayAfter(Date.now(), 7), reason: '' }));
  return (
    <ActForm
      title={text.title}
      about={text.about}
      confirm={text.confirm}
      under={links.oversight()}
      withheld={may.act ? undefined : text.notAllowed}
      act={() => suspendKinds({ kinds, until: startOf(values.until), reason: values.reason })}
    >
      <Loaded query={names}>
        {(all) => (
          <Checkbox.Group label={text.kinds} value={kinds} onChange={setKinds}>
            <Stack gap="xs" mt="xs">
              {all.filter(isCaseKind).map((kind) => (
                <Checkbox key={kind} value={kind} label={kind} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
      </Loaded>
      <TextInput type="date" label={text.until} description={text.untilNote} {...field('until')} />
      <ReasonField description={text.reasonNote} {...field('reason')} />
    </ActForm>
  );
}
