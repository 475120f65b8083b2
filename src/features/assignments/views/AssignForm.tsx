import { TextInput } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { officersIn } from '#web/officers-in.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { coverOf, giveAssignment } from './api.ts';
import { CoverFields } from './CoverFields.tsx';

/** Assigns other officers of the authority. */
export function AssignForm() {
  const t = useT();
  const may = useMay();
  const [asked] = useSearchParams();
  const first = (name: string, otherwise = ''): string => asked.get(name) ?? otherwise;
  const { values, setValues, field } = useFields(() => ({
    officers: first('officers'),
    covers: first('covers', 'desk'),
    subject: first('subject'),
    purpose: first('purpose'),
    lastDay: '',
    reason: first('reason'),
  }));
  const draft = useKept(`assignments.give.${first('officers', 'any')}.${first('subject', 'desk')}`, values, setValues);
  const act = () =>
    giveAssignment({
      officers: officersIn(values.officers),
      ...coverOf(values),
      lastDay: values.lastDay,
      reason: values.reason,
    });
  return (
    <ActForm
      title={t('assignments.assignOfficers')}
      about={t('assignments.assignAbout')}
      confirm={t('assignments.assign')}
      draft={draft}
      under={links.assignments()}
      withheld={may.assign ? undefined : t('assignments.notAllowed')}
      act={act}
    >
      <TextInput
        label={t('assignments.officers')}
        description={t('officers.severalNote')}
        data-autofocus
        {...field('officers')}
      />
      <CoverFields covers={values.covers} field={field} />
      <TextInput type="date" label={t('assignments.lastDay')} {...field('lastDay')} />
      <TextInput label={t('assignments.reason')} maxLength={500} {...field('reason')} />
    </ActForm>
  );
}
