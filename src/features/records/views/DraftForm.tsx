import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { newHandling, splitBasis } from '#web/handling.ts';
import type { HandlingOptions } from '#web/handling.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { HandlingFields } from '#web/ui/HandlingFields.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { dayAfter } from '#web/ui/times.ts';
import { draftRecord } from './api.ts';
import type { Draft, Drafted, KindView } from './api.ts';
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
  aboutNote:
    'Refs of the records that this one speaks about, one on each line. An object whose record is named here is in the case.',
  replaces: 'Replaces',
  replacesNote:
    'Ref of the record of your authority that this one corrects. Whoever has that one is given this one at once.',
  sources: 'Sources',
  sourcesNote:
    'Refs of others’ records that this one is made from, one on each line. When one is recalled, a task tells you.',
  seal: 'Seal record',
  withheld: 'Sealed, but not for everybody who has the record that it replaces',
  withheldWhy: 'Its marking does not let it go to them. Decide whether the old record is to be recalled there.',
  toNew: 'To the new record',
  toOld: 'To the old record',
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
    replaces: search.get('replaces') ?? '',
    sources: search.get('sources') ?? '',
  });
  const field = (name: keyof typeof thread) => ({
    value: thread[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setThread({ ...thread, [name]: event.currentTarget.value }),
  });

  const action = useMutation({
    // The body is read inside: text that is no JSON is shown like any refusal.
    mutationFn: async () => draftRecord(toDraft(kind.kind, bodyOf(schema, content), handling, thread)),
    onSuccess: async ({ ref, withheld }) => {
      await client.invalidateQueries({ queryKey: ['records'] });
      if (withheld.length === 0) await navigate(links.record(ref));
    },
  });

  if (action.data) return <Withheld made={action.data} old={thread.replaces.trim()} />;
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
            <TextInput label={text.replaces} description={text.replacesNote} {...field('replaces')} />
            <Textarea label={text.sources} description={text.sourcesNote} autosize minRows={1} {...field('sources')} />
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

/** What the officer still has to decide: who has the old record may not have the new one. */
function Withheld({ made, old }: { made: Drafted; old: string }) {
  return (
    <Alert color="yellow" title={text.withheld} role="alert">
      <p>{text.withheldWhy}</p>
      <ul>
        {made.withheld.map(({ to, code, why }) => (
          <li key={to}>
            {to}: {why} ({code})
          </li>
        ))}
      </ul>
      <Group>
        <ButtonLink to={links.record(made.ref)}>{text.toNew}</ButtonLink>
        <ButtonLink to={links.record(old)}>{text.toOld}</ButtonLink>
      </Group>
    </Alert>
  );
}

type Thread = Record<'lang' | 'case' | 'about' | 'replaces' | 'sources', string>;

const refsIn = (lines: string): string[] => lines.split(/\s+/).filter(Boolean);

function toDraft(kind: string, body: unknown, handling: ReturnType<typeof newHandling>, thread: Thread): Draft {
  const [about, sources] = [refsIn(thread.about), refsIn(thread.sources)];
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
    ...(thread.replaces.trim() ? { replaces: thread.replaces.trim() } : {}),
    ...(sources.length > 0 ? { sources } : {}),
  };
}
