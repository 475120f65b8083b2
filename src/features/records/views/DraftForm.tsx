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
import { draftRecord, proposeRecord } from './api.ts';
import type { Draft, Drafted, KindView } from './api.ts';
import { bodyOf, readJsonSchema } from './schema-form.ts';
import type { FormState } from './schema-form.ts';
import { SchemaFields } from './SchemaFields.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { sayAnyOf } from '#web/i18n/lists.ts';

/** Content by the kind's schema, then what every record needs to be handled rightly. */
export function DraftForm({ kind, options }: { kind: KindView; options: HandlingOptions }) {
  const t = useT();
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
      aria-label={t('records.newRecord')}
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate();
      }}
    >
      {kind.approval ? <FourEyes approval={kind.approval} /> : null}
      <Section title={t('records.content')}>
        <Panel>
          <SchemaFields schema={schema} state={content} onChange={setContent} />
        </Panel>
      </Section>
      <Section title={t('records.draftForm.handling')}>
        <Panel>
          <HandlingFields options={options} value={handling} onChange={setHandling} />
        </Panel>
      </Section>
      <Section title={t('records.draftForm.thread')}>
        <Panel>
          <Stack>
            <TextInput
              label={t('records.language')}
              description={t('records.draftForm.langNote')}
              required
              {...field('lang')}
            />
            <TextInput label={t('records.case')} description={t('records.draftForm.caseNote')} {...field('case')} />
            <Textarea
              label={t('records.about')}
              description={t('records.draftForm.aboutNote')}
              autosize
              minRows={2}
              {...field('about')}
            />
            <TextInput
              label={t('records.replaces')}
              description={t('records.draftForm.replacesNote')}
              {...field('replaces')}
            />
            <Textarea
              label={t('records.sources')}
              description={t('records.draftForm.sourcesNote')}
              autosize
              minRows={1}
              {...field('sources')}
            />
          </Stack>
        </Panel>
      </Section>
      {action.error ? (
        <Problem
          error={action.error}
          title={kind.approval ? t('records.draftForm.notProposed') : t('records.draftForm.notSealed')}
        />
      ) : null}
      <Group justify="end" mt="md">
        <Button type="submit" loading={action.isPending}>
          {kind.approval ? t('records.draftForm.propose') : t('records.draftForm.seal')}
        </Button>
      </Group>
    </form>
  );
}

type Made = Drafted | { id: string };

/** Said before anything is written: who else it takes. */
function FourEyes({ approval }: { approval: NonNullable<KindView['approval']> }) {
  const t = useT();
  const roles = approval.roles
    .map((some) =>
      sayAnyOf(
        t,
        some.map((role) => t.term('role', role)),
      ),
    )
    .join('; ');
  return (
    <Alert variant="default" mb="lg" title={t('records.draftForm.eyes')}>
      <p>{t('records.draftForm.eyesWhy', { roles })}</p>
      {approval.emergency ? <p>{t('records.draftForm.emergency')}</p> : null}
    </Alert>
  );
}

/** What the officer still has to decide: who has the old record may not have the new one. */
function Withheld({ made, old }: { made: Drafted; old: string }) {
  const t = useT();
  return (
    <Alert color="yellow" title={t('records.draftForm.withheld')} role="alert">
      <p>{t('records.draftForm.withheldWhy')}</p>
      <ul>
        {made.withheld.map(({ to, code, why }) => (
          <li key={to}>
            {to}: {why} ({code})
          </li>
        ))}
      </ul>
      <Group>
        <ButtonLink to={links.record(made.ref)}>{t('records.draftForm.toNew')}</ButtonLink>
        <ButtonLink to={links.record(old)}>{t('records.draftForm.toOld')}</ButtonLink>
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
