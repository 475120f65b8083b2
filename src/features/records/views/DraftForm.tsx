import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { newHandling, splitBasis } from '#web/handling.ts';
import type { HandlingOptions } from '#web/handling.ts';
import { links } from '#web/links.ts';
import { HandlingFields } from '#web/ui/HandlingFields.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { dayAfter } from '#web/ui/times.ts';
import { draftRecord } from './api.ts';
import type { Draft, KindView } from './api.ts';
import { bodyOf, readJsonSchema } from './schema-form.ts';
import type { FormState } from './schema-form.ts';
import { SchemaFields } from './SchemaFields.tsx';

const text = {
  content: 'Content',
  handling: 'Handling',
  thread: 'Connection',
  lang: 'Language',
  langNote: 'In which the content is written, such as en, ru or zh. Only the original binds.',
  case: 'Case',
  caseNote: 'Ref of the record that opened the case. Leave empty if there is none.',
  about: 'About',
  aboutNote: 'Refs of the records that this one speaks about, one on each line.',
  seal: 'Seal record',
};

/** Content by the kind's schema, then what every record needs to be handled rightly. */
export function DraftForm({ kind, options }: { kind: KindView; options: HandlingOptions }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const [schema] = useState(() => readJsonSchema(kind.schema));
  const [content, setContent] = useState<FormState>({});
  const [handling, setHandling] = useState(() => newHandling(dayAfter(Date.now(), 365)));
  const [thread, setThread] = useState({
    lang: 'en',
    case: search.get('case') ?? '',
    about: search.get('about') ?? '',
  });
  const field = (name: keyof typeof thread) => ({
    value: thread[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setThread({ ...thread, [name]: event.currentTarget.value }),
  });

  const action = useMutation({
    // The body is read inside: text that is no JSON is shown like any refusal.
    mutationFn: async () => draftRecord(toDraft(kind.kind, bodyOf(schema, content), handling, thread)),
    onSuccess: async ({ ref }) => {
      await client.invalidateQueries({ queryKey: ['records'] });
      await navigate(links.record(ref));
    },
  });

  return (
    <form
      aria-label="New record"
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate();
      }}
    >
      <Section title={text.content}>
        <Panel>
          <SchemaFields schema={schema} state={content} onChange={setContent} />
        </Panel>
      </Section>
      <Section title={text.handling}>
        <Panel>
          <HandlingFields options={options} value={handling} onChange={setHandling} />
        </Panel>
      </Section>
      <Section title={text.thread}>
        <Panel>
          <Stack>
            <TextInput label={text.lang} description={text.langNote} required {...field('lang')} />
            <TextInput label={text.case} description={text.caseNote} {...field('case')} />
            <Textarea label={text.about} description={text.aboutNote} autosize minRows={2} {...field('about')} />
          </Stack>
        </Panel>
      </Section>
      {action.error ? <Problem error={action.error} title="Not sealed" /> : null}
      <Group justify="end" mt="md">
        <Button type="submit" loading={action.isPending}>
          {text.seal}
        </Button>
      </Group>
    </form>
  );
}

type Thread = { lang: string; case: string; about: string };

function toDraft(kind: string, body: unknown, handling: ReturnType<typeof newHandling>, thread: Thread): Draft {
  const about = thread.about.split(/\s+/).filter(Boolean);
  const { tlp, base, purpose, retainUntil } = handling;
  return {
    kind,
    body,
    marking: { tlp, base },
    basis: [splitBasis(handling.basis)],
    purpose,
    retainUntil,
    lang: thread.lang.trim(),
    ...(thread.case.trim() ? { case: thread.case.trim() } : {}),
    ...(about.length > 0 ? { about } : {}),
  };
}
