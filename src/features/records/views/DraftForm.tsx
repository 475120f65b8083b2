import { Alert, Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { fileCall } from '#web/calls.ts';
import type { PhoneCall } from '#web/calls.ts';
import { errorsOf } from '#web/field-errors.ts';
import type { HandlingOptions } from '#web/handling.ts';
import { links } from '#web/links.ts';
import { useDraft } from '#web/use-draft.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Columns } from '#web/ui/Columns.tsx';
import { DraftNotice } from '#web/ui/DraftNotice.tsx';
import { HandlingFields } from '#web/ui/HandlingFields.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { Drafted, KindView } from './api.ts';
import { draftNameOf, draftStateSchema, newDraftState, toDraft } from './draft-state.ts';
import type { DraftState, Origin } from './draft-state.ts';
import { LawPanel } from './LawPanel.tsx';
import { previewRecord, proposePreview, sealPreview } from './preview-api.ts';
import { PreviewPanel } from './PreviewPanel.tsx';
import { bodyOf, readJsonSchema } from './schema-form.ts';
import { SchemaFields } from './SchemaFields.tsx';
import { ThreadFields } from './ThreadFields.tsx';
import { labelOf } from '#web/i18n/fields.ts';
import { Say } from '#web/i18n/Say.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { sayAnyOf } from '#web/i18n/lists.ts';
import { Why } from '#web/ui/Why.tsx';

type Props = {
  kind: KindView;
  options: HandlingOptions;
  origin: Origin;
};

/** Content by the kind's schema, then what every record needs to be handled rightly, then a look at what is sealed of it. */
export function DraftForm({ kind, options, origin }: Props) {
  const { call } = origin;
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const [schema] = useState(() => readJsonSchema(kind.schema));
  const [state, setState] = useState<DraftState>(() => newDraftState(search, Date.now(), schema, origin));
  const form = draftNameOf(kind.kind, search);
  const draft = useDraft({ form, value: state, schema: draftStateSchema, restore: setState });
  const change = (part: Partial<DraftState>): void => setState((before) => ({ ...before, ...part }));
  const notJson = (name: string) => t('records.schemaFields.notJson', { label: labelOf(t, name) });
  const typed = () => toDraft(kind.kind, bodyOf(schema, state.content, notJson), state);

  // The body is read inside: text that is no JSON is shown like any refusal.
  const look = useMutation({ mutationFn: async () => previewRecord(typed()) });
  const propose = useMutation({
    mutationFn: proposePreview,
    onSuccess: async ({ id }) => {
      draft.done();
      await client.invalidateQueries({ queryKey: ['proposals'] });
      await navigate(links.proposal(id));
    },
  });
  const seal = useMutation({
    mutationFn: sealPreview,
    onSuccess: async (made) => {
      draft.done();
      // The record is sealed whatever becomes of the log: its entry stays open, and is filed there.
      if (call) await fileCall(call.id, made.ref).catch(() => {});
      await client.invalidateQueries({ queryKey: ['records'] });
      if (made.withheld.length === 0) await navigate(links.record(made.ref));
    },
  });

  const element = useRef<HTMLFormElement>(null);
  const { error } = look;
  const errors = errorsOf(t, error);
  useEffect(() => {
    if (error) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);

  if (seal.data) return <Withheld made={seal.data} old={state.thread.replaces.trim()} />;
  if (look.data)
    return (
      <PreviewPanel
        key={look.data.id}
        preview={look.data}
        isPending={seal.isPending || propose.isPending}
        error={seal.error ?? propose.error}
        onSeal={() => (look.data.isProposed ? propose : seal).mutate(look.data.id)}
        onBack={() => {
          seal.reset();
          propose.reset();
          look.reset();
        }}
        onAgain={() => {
          seal.reset();
          propose.reset();
          look.mutate();
        }}
      />
    );
  return (
    <Columns stays side={<LawPanel basis={state.handling.basis} />}>
      <form
        ref={element}
        aria-label={t('records.newRecord')}
        onSubmit={(event) => {
          event.preventDefault();
          look.mutate();
        }}
      >
        <DraftNotice draft={draft} />
        {call ? <FromCall call={call} /> : null}
        {kind.approval ? <FourEyes approval={kind.approval} /> : null}
        <Section title={t('records.content')}>
          <Panel>
            <SchemaFields
              schema={schema}
              state={state.content}
              onChange={(content) => change({ content })}
              errors={errors}
              place="body."
            />
          </Panel>
        </Section>
        <Section title={t('records.draftForm.handling')}>
          <Panel>
            <HandlingFields
              options={options}
              value={state.handling}
              onChange={(handling) => change({ handling })}
              errors={errors}
            />
          </Panel>
        </Section>
        <Section title={t('records.draftForm.thread')}>
          <Panel>
            <ThreadFields value={state.thread} onChange={(thread) => change({ thread })} errors={errors} />
          </Panel>
        </Section>
        {error ? (
          <Problem
            error={error}
            title={kind.approval ? t('records.draftForm.notProposed') : t('records.draftForm.notSealed')}
          />
        ) : null}
        <Group justify="end" mt="md">
          <Button type="submit" loading={look.isPending}>
            {t('records.draftForm.look')}
          </Button>
        </Group>
      </form>
    </Columns>
  );
}

/** Where what stands in the form comes from. */
function FromCall({ call: { party, officer, at } }: { call: PhoneCall }) {
  const t = useT();
  return (
    <Alert variant="default" mb="lg" title={t('records.draftForm.call')}>
      <Say
        id="records.draftForm.callWhy"
        values={{ party: visibleText(party), officer, time: <Time at={at} exact /> }}
      />
    </Alert>
  );
}

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
            {to}: <Why code={code} why={why} /> ({code})
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
