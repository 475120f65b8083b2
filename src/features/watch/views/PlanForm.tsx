import { TextInput } from '@mantine/core';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { OfficerInput } from '#web/ui/OfficerInput.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { useT } from '#web/i18n/use-t.ts';
import { planShift } from './api.ts';

/** Puts an officer on duty. */
export function PlanForm() {
  const t = useT();
  const { values, setValues, field } = useFields(() => ({ officer: '', day: '', from: '08:00', to: '20:00' }));
  const draft = useKept('watch.plan', values, setValues);
  return (
    <ActForm
      title={t('watch.page.plan')}
      about={t('watch.plan.about')}
      confirm={t('watch.plan.confirm')}
      under={links.watch()}
      draft={draft}
      act={() => planShift({ ...values, officer: values.officer.trim() })}
    >
      <OfficerInput
        label={t('watch.officer')}
        description={t('watch.plan.officerNote')}
        data-autofocus
        {...field('officer')}
      />
      <TextInput type="date" label={t('watch.plan.day')} {...field('day')} />
      <TextInput type="time" label={t('watch.roster.from')} {...field('from')} />
      <TextInput type="time" label={t('watch.roster.to')} description={t('watch.plan.toNote')} {...field('to')} />
    </ActForm>
  );
}
