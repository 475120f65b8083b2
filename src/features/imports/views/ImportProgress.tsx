import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMay } from '#web/session.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { cancelImport } from './api.ts';
import type { ImportSummary } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** How far a run is that has not ended, and its end for whoever may act. */
export function ImportProgress({ run }: { run: ImportSummary }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: () => cancelImport(run.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
  const total = Math.max(run.total ?? 0, 1);
  const far = t('imports.importProgress.ofObjects', { done: t.number(run.done), total: t.number(run.total ?? 0) });
  return (
    <Section title={t('imports.importProgress.title')} note={t('imports.importProgress.note')}>
      <Panel>
        <Stack>
          <Progress value={(run.done / total) * 100} aria-label={t('imports.importProgress.title')} />
          <Group justify="space-between">
            <Text role="status">{run.state === 'waiting' ? t('imports.importProgress.waiting') : far}</Text>
            {may.act ? (
              <Button variant="default" loading={action.isPending} onClick={() => action.mutate()}>
                {t('imports.importProgress.cancel')}
              </Button>
            ) : null}
          </Group>
          {action.error ? <Problem error={action.error} title={t('imports.importProgress.notCancelled')} /> : null}
        </Stack>
      </Panel>
    </Section>
  );
}
