import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMay } from '#web/session.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { cancelImport } from './api.ts';
import type { ImportSummary } from './api.ts';

const text = {
  title: 'Progress',
  note: 'The node imports by itself: this page may be left, and the node may be started anew.',
  waiting: 'Another import is at work; this one waits for its turn.',
  cancel: 'Cancel this run',
};

/** How far a run is that has not ended, and its end for whoever may act. */
export function ImportProgress({ run }: { run: ImportSummary }) {
  const may = useMay();
  const client = useQueryClient();
  const action = useMutation({
    mutationFn: () => cancelImport(run.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
  const total = Math.max(run.total ?? 0, 1);
  const far = `${run.done.toLocaleString('en')} of ${(run.total ?? 0).toLocaleString('en')} objects`;
  return (
    <Section title={text.title} note={text.note}>
      <Panel>
        <Stack>
          <Progress value={(run.done / total) * 100} aria-label={text.title} />
          <Group justify="space-between">
            <Text role="status">{run.state === 'waiting' ? text.waiting : far}</Text>
            {may.act ? (
              <Button variant="default" loading={action.isPending} onClick={() => action.mutate()}>
                {text.cancel}
              </Button>
            ) : null}
          </Group>
          {action.error ? <Problem error={action.error} title="Not cancelled" /> : null}
        </Stack>
      </Panel>
    </Section>
  );
}
