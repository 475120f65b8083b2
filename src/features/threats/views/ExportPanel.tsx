import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchHandlingOptions } from '#web/handling.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { exportPath, fetchExportPlan } from './api.ts';
import type { ExportChoice, ExportPlanView, ThreatFilter } from './api.ts';

const text = {
  open: 'Export',
  close: 'Close export',
  title: 'Export what is found',
  about:
    'In a STIX bundle every object is the bytes that came in; where it says less than its record, the record’s label is added. Each record is noted as exported by you.',
  format: 'Format',
  stix: 'STIX 2.1 bundle',
  misp: 'MISP events',
  purpose: 'Purpose',
  versions: 'Versions',
  newest: 'newest of each',
  all: 'all versions',
  references: 'with their authors, markings and ends of relationships',
  leaveOut: 'leave out what may not be taken out',
  save: 'Save the file',
  attributions: 'of them attribute, and are marked as hypotheses of their authors',
};

/** The current search as a file: what it would hold, what may not be in it, and the link that saves it. */
export function ExportPanel({ filter }: { filter: ThreatFilter }) {
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
  const purposes = options.data?.purposes.map(({ code, title }) => ({ value: code, label: title })) ?? [];
  const button = (
    <Button variant="default" size="compact-sm" mb="md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? text.close : text.open}
    </Button>
  );
  if (!isOpen) return button;
  return (
    <>
      {button}
      <Panel>
        <Stack gap="sm" role="group" aria-label={text.title}>
          <Text size="sm">{text.about}</Text>
          <Group align="end">
            <NativeSelect
              label={text.format}
              data={[
                { value: 'stix', label: text.stix },
                { value: 'misp', label: text.misp },
              ]}
              value={choice.format}
              onChange={(event) =>
                setChoice({ ...choice, format: event.currentTarget.value === 'misp' ? 'misp' : 'stix' })
              }
            />
            <NativeSelect
              label={text.versions}
              data={[
                { value: 'newest', label: text.newest },
                { value: 'all', label: text.all },
              ]}
              value={choice.versions}
              onChange={(event) =>
                setChoice({ ...choice, versions: event.currentTarget.value === 'all' ? 'all' : 'newest' })
              }
            />
            <NativeSelect
              label={text.purpose}
              data={purposes}
              value={choice.purpose ?? purposes[0]?.value ?? ''}
              onChange={(event) => setChoice({ ...choice, purpose: event.currentTarget.value })}
            />
            <Checkbox
              label={text.references}
              checked={choice.references}
              onChange={(event) => setChoice({ ...choice, references: event.currentTarget.checked })}
            />
            <Checkbox
              label={text.leaveOut}
              checked={choice.leaveOut}
              onChange={(event) => setChoice({ ...choice, leaveOut: event.currentTarget.checked })}
            />
          </Group>
          {plan.error ? <Problem error={plan.error} title="This cannot be exported" /> : null}
          {plan.data ? <Planned plan={plan.data} filter={filter} choice={choice} /> : null}
        </Stack>
      </Panel>
    </>
  );
}

type PlannedProps = { plan: ExportPlanView; filter: ThreatFilter; choice: ExportChoice };

function Planned({ plan, filter, choice }: PlannedProps) {
  const mayGo = plan.objects > 0 && (plan.refusedCount === 0 || choice.leaveOut);
  return (
    <>
      <Text size="sm" role="status">
        {plan.objects.toLocaleString('en')} objects, {plan.bytes.toLocaleString('en')} bytes
        {plan.references > 0 ? `, ${plan.references.toLocaleString('en')} of them by reference` : ''}
        {plan.attributions > 0 ? `; ${plan.attributions.toLocaleString('en')} ${text.attributions}` : ''}
      </Text>
      {plan.refusedCount > 0 ? (
        <Alert color="yellow" title={`${plan.refusedCount.toLocaleString('en')} may not be taken out`}>
          {plan.refused.map(({ ref, code, why }) => (
            <Text key={ref} size="sm">
              {code}: {why}
            </Text>
          ))}
        </Alert>
      ) : null}
      {mayGo ? (
        <Button component="a" href={exportPath(filter, choice)} download variant="filled" w="fit-content">
          {text.save}
        </Button>
      ) : null}
    </>
  );
}
