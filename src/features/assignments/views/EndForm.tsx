import { List, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { Purpose } from '#web/Purpose.tsx';
import { ActForm } from '#web/ui/ActForm.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { endAssignment, fetchAssignments } from './api.ts';
import { Covered } from './Covered.tsx';
import { listStillOpen } from './still-open.ts';

/** Ends an officer’s assignment before its time. */
export function EndForm() {
  const t = useT();
  const { participant = '', id = '' } = useParams();
  const [asked] = useSearchParams();
  const officer = asked.get('officer') ?? '';
  const { values, setValues, field } = useFields(() => ({ reason: '' }));
  const draft = useKept(`assignments.end.${participant}.${id}.${officer}`, values, setValues);
  return (
    <ActForm
      title={t('assignments.endOf', { officer })}
      about={<About ended={{ ref: `${participant}/${id}`, officer }} />}
      confirm={t('assignments.end')}
      draft={draft}
      under={links.assignments()}
      act={() => endAssignment(`${participant}/${id}`, { officers: [officer], reason: values.reason })}
    >
      <TextInput label={t('assignments.reason')} maxLength={500} data-autofocus {...field('reason')} />
    </ActForm>
  );
}

/** What ends with it, and what does not. */
function About({ ended }: { ended: { ref: string; officer: string } }) {
  const t = useT();
  const { data } = useQuery({ queryKey: ['assignments', false], queryFn: () => fetchAssignments(false) });
  const others = listStillOpen(ended, data?.items ?? []);
  return (
    <>
      <Text>{t('assignments.endAbout')}</Text>
      {others.length > 0 ? (
        <>
          <Text mt="sm" fw={600}>
            {t('assignments.stillOpen')}
          </Text>
          <List size="sm">
            {others.map(({ ref, covers, subject, purpose, until }) => (
              <List.Item key={ref}>
                <Covered covers={covers} subject={subject} />, <Purpose code={purpose} />, <Time at={until} />
              </List.Item>
            ))}
          </List>
        </>
      ) : null}
    </>
  );
}
