import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchHandlingOptions, purposeChoices } from '#web/handling.ts';
import { usePurposeName } from '#web/Purpose.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { exportPath, fetchExportPlan } from './api.ts';
import type { ExportChoice, ExportPlanView, ThreatFilter } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Why } from '#web/ui/Why.tsx';

/** The current search as a file: what it would hold, what may not be in it, and the link that saves it. */
export function ExportPanel({ filter }: { filter: ThreatFilter }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const [choice, setChoice] = useState<ExportChoice>({
    format: 'stix',
    versions: 'newest',
    references: false,
    leaveOut: false,
    purpose: undefined,
  });
  const plan = useQuery({
    queryKey: ['threats', 'export', filter, choice.format, choice.versions, choice.references, choice.purpose],
    queryFn: () => fetchExportPlan(filter, choice),
    enabled: isOpen,
    gcTime: 0,
  });
  const options = useQuery({
    queryKey: ['handling-options'],
    queryFn: fetchHandlingOptions,
    staleTime: Infinity,
    enabled: isOpen,
  });
  const purposes = options.data ? purposeChoices(t, options.data) : [];
  const button = (
    <Button variant="default" size="compact-sm" mb="md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? t('threats.exportPanel.close') : t('threats.exportPanel.open')}
    </Button>
  );
  if (!isOpen) return button;
  return (
    <>
      {button}
      <Panel>
        <Stack gap="sm" role="group" aria-label={t('threats.exportPanel.title')}>
          <Text size="sm">{t('threats.exportPanel.about')}</Text>
          <Group align="end">
            <NativeSelect
              label={t('threats.exportPanel.format')}
              data={[
                { value: 'stix', label: t('threats.exportPanel.stix') },
                { value: 'misp', label: t('threats.exportPanel.misp') },
              ]}
              value={choice.format}
              onChange={(event) =>
                setChoice({ ...choice, format: event.currentTarget.value === 'misp' ? 'misp' : 'stix' })
              }
            />
            <NativeSelect
              label={t('threats.versions')}
              data={[
                { value: 'newest', label: t('threats.exportPanel.newest') },
                { value: 'all', label: t('threats.exportPanel.all') },
              ]}
              value={choice.versions}
              onChange={(event) =>
                setChoice({ ...choice, versions: event.currentTarget.value === 'all' ? 'all' : 'newest' })
              }
            />
            <NativeSelect
              label={t('threats.exportPanel.purpose')}
              data={purposes}
              value={choice.purpose ?? purposes[0]?.value ?? ''}
              onChange={(event) => setChoice({ ...choice, purpose: event.currentTarget.value })}
            />
            <Checkbox
              label={t('threats.exportPanel.references')}
              checked={choice.references}
              onChange={(event) => setChoice({ ...choice, references: event.currentTarget.checked })}
            />
            <Checkbox
              label={t('threats.exportPanel.leaveOut')}
              checked={choice.leaveOut}
              onChange={(event) => setChoice({ ...choice, leaveOut: event.currentTarget.checked })}
            />
          </Group>
          {plan.error ? <Problem error={plan.error} title={t('threats.exportPanel.thisCannotBeExported')} /> : null}
          {plan.data ? <Planned plan={plan.data} filter={filter} choice={choice} /> : null}
        </Stack>
      </Panel>
    </>
  );
}

type PlannedProps = { plan: ExportPlanView; filter: ThreatFilter; choice: ExportChoice };

function Planned({ plan, filter, choice }: PlannedProps) {
  const t = useT();
  const purposeName = usePurposeName();
  const mayGo = plan.objects > 0 && (plan.refusedCount === 0 || choice.leaveOut);
  return (
    <>
      <Text size="sm" role="status">
        {t('threats.exportPanel.objectsBytes', { objects: t.number(plan.objects), bytes: t.number(plan.bytes) })}
        {plan.references > 0
          ? t('threats.exportPanel.ofThemByReference', { references: t.number(plan.references) })
          : ''}
        {plan.attributions > 0
          ? `; ${t('threats.exportPanel.attributions', { count: t.number(plan.attributions) })}`
          : ''}
      </Text>
      {plan.otherPurpose.records > 0 ? (
        <Text size="sm">
          {t('threats.exportPanel.otherPurpose', {
            count: t.number(plan.otherPurpose.records),
            purposes: plan.otherPurpose.purposes.map(purposeName).join(', '),
          })}
        </Text>
      ) : null}
      {plan.notTaken > 0 ? (
        <Text size="sm">{t('threats.exportPanel.notTaken', { count: t.number(plan.notTaken) })}</Text>
      ) : null}
      {plan.refusedCount > 0 ? (
        <Alert
          color="yellow"
          title={t('threats.exportPanel.mayNotBeTaken', { refusedCount: t.number(plan.refusedCount) })}
        >
          {plan.refused.map(({ ref, code, why }) => (
            <Text key={ref} size="sm" component="div">
              {code}: <Why code={code} why={why} />
            </Text>
          ))}
        </Alert>
      ) : null}
      {mayGo ? (
        <Button component="a" href={exportPath(filter, choice)} download variant="filled" w="fit-content">
          {t('threats.exportPanel.save')}
        </Button>
      ) : null}
    </>
  );
}
