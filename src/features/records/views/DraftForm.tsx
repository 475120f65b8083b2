import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { newHandling, splitBasis } from '#web/handling.ts';
import type { HandlingOptions } from '#web/handling.ts';
import { links } from '#web/links.ts';
import { roleName } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { HandlingFields } from '#web/ui/HandlingFields.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { dayAfter } from '#web/ui/times.ts';
import { draftRecord, proposeRecord } from './api.ts';
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
  propose: 'Propose',
  eyes: 'Sealed once others have approved it',
  eyesWhy: (roles: readonly (readonly string[])[]) =>
    `This form fixes the bytes and seals nothing. The very same bytes are then approved by passkey, in this order: ${roles.map((some) => some.map(roleName).join(' or ')).join('; then ')}. You, who write it, are the first.`,
  emergency:
    'In an emergency its author alone may put it into force. It then lapses after 24 hours unless a second person confirms it.',
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
    mutationFn: async (): Promise<Made> => {
      const draft = toDraft(kind.kind, bodyOf(schema, content), handling, thread);
      return kind.approval ? proposeRecord(draft) : draftRecord(draft);
    },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ['id' in made ? 'proposals' : 'records'] });
      if ('id' in made) await navigate(links.proposal(made.id));
      else if (made.withheld.length === 0) await navigate(links.record(made.ref));
    },
  });

  if (action.data && 'withheld' in action.data) return <Withheld made={action.data} old={thread.replaces.trim()} />;
  return (
    <form
      aria-label="New record"
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate();
      }}
    >
      {kind.approval ? <FourEyes approval={kind.approval} /> : null}
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
      {action.error ? <Problem error={action.error} title={kind.approval ? 'Not proposed' : 'Not sealed'} /> : null}
      <Group justify="end" mt="md">
        <Button type="submit" loading={action.isPending}>
          {kind.approval ? text.propose : text.seal}
        </Button>
      </Group>
    </form>
  );
}

type Made = Drafted | { id: string };

/** Said before anything is written: who else it takes. */
function FourEyes({ approval }: { approval: NonNullable<KindView['approval']> }) {
  return (
    <Alert variant="default" mb="lg" title={text.eyes}>
      <p>{text.eyesWhy(approval.roles)}</p>
      {approval.emergency ? <p>{text.emergency}</p> : null}
    </Alert>
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
