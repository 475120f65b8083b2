import { Button, FileInput, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fetchHandlingOptions, newHandling } from '#web/handling.ts';
import type { HandlingOptions } from '#web/handling.ts';
import { links } from '#web/links.ts';
import { HandlingFields } from '#web/ui/HandlingFields.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { dayAfter } from '#web/ui/times.ts';
import { startImport } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

export function ImportForm() {
  const t = useT();
  const options = useQuery({ queryKey: ['handling-options'], queryFn: fetchHandlingOptions, staleTime: Infinity });
  return (
    <Section title={t('imports.importForm.title')} note={t('imports.importForm.note')}>
      <Panel>
        <Loaded query={options}>{(data) => <Form options={data} />}</Loaded>
      </Panel>
    </Section>
  );
}

function Form({ options }: { options: HandlingOptions }) {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState('');
  const [handling, setHandling] = useState(() => newHandling(dayAfter(Date.now(), 365)));
  const action = useMutation({
    mutationFn: (chosen: File) => startImport(chosen, source.trim(), handling),
    onSuccess: async (run) => {
      await client.invalidateQueries();
      await navigate(links.import(run.id));
    },
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file) action.mutate(file);
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <FileInput
            label={t('imports.file')}
            placeholder={t('imports.importForm.fileHint')}
            required
            accept="application/json,.json,.stix"
            value={file}
            onChange={setFile}
          />
          <TextInput
            label={t('imports.source')}
            description={t('imports.importForm.sourceNote')}
            placeholder={t('imports.importForm.sourceHint')}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
        </SimpleGrid>
        <HandlingFields options={options} value={handling} onChange={setHandling} />
        {action.error ? <Problem error={action.error} title={t('imports.importForm.notImported')} /> : null}
        <Group justify="end">
          <Button type="submit" loading={action.isPending} disabled={!file}>
            {t('imports.importForm.start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
