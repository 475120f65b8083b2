import { Alert, List, Stack, Text } from '@mantine/core';
import { useParticipants } from '#web/participants.ts';
import { KindName } from '#web/ui/KindName.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Section } from '#web/ui/Section.tsx';
import { RecordName } from '#web/ui/RecordName.tsx';
import type { ReleasePreview } from './api.ts';
import { nameWithCode } from './RecipientChoice.tsx';
import { Lacking } from './Lacking.tsx';
import type { Translate } from '#web/i18n/translate.ts';
import { useT } from '#web/i18n/use-t.ts';
import { Why } from '#web/ui/Why.tsx';
import { Say } from '#web/i18n/Say.tsx';

/** For each recipient what the node says would go, what goes along and why, and why it may not go at all. */
export function PlanList({ previews }: { previews: readonly ReleasePreview[] }) {
  const t = useT();
  const { byCode } = useParticipants();
  return (
    <Stack gap="md">
      {previews.map((preview) => (
        <Section key={preview.to} title={nameWithCode(preview.to, byCode.get(preview.to)?.name)}>
          {preview.ok ? (
            <Going preview={preview} />
          ) : (
            <Alert color="red" role="alert">
              <Say
                id="releases.releaseForm.notPossible"
                values={{
                  why: preview.why ? (
                    <Why code={preview.code} why={preview.why} inline />
                  ) : (
                    t('releases.releaseForm.noReasonGiven')
                  ),
                  which: preview.code ? ` (${preview.code})` : '',
                }}
              />
            </Alert>
          )}
        </Section>
      ))}
    </Stack>
  );
}

function Going({ preview }: { preview: ReleasePreview }) {
  const t = useT();
  const { to, records, count, already, along, alongCount, mayLack } = preview;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {to.includes('/') ? t('releases.plan.authority', { to }) : t('releases.plan.participant', { to })}
        {already > 0 ? ` ${t('releases.plan.already', { count: already })}` : ''}
      </Text>
      <Records label={t('releases.plan.records', { to })} items={records} count={count} />
      {alongCount > 0 ? (
        <>
          <Text size="sm" fw={600}>
            {t('releases.plan.alongTitle', { count: alongCount })}
          </Text>
          <Records label={t('releases.plan.along', { to })} items={along} count={alongCount} />
        </>
      ) : null}
      {mayLack.map((ref) => (
        <Text key={ref} size="sm">
          <Lacking record={ref} to={to} />
        </Text>
      ))}
    </Stack>
  );
}

type Items = ReleasePreview['records'];

/** Records by name under their labels, and how many more there are. */
export function Records({ label, items, count }: { label: string; items: Items; count: number }) {
  const t = useT();
  return (
    <List aria-label={label} size="sm" spacing={4}>
      {items.map(({ ref, kind, title, disturbing, marking, because }) => (
        <List.Item key={ref}>
          {disturbing ? null : (
            <>
              <KindName of={kind} />
              {': '}
            </>
          )}
          {title === null ? ref : <RecordName of={{ kind, title, disturbing }} />} <Marking marking={marking} />
          {because === null ? null : (
            <Text span size="sm" c="dimmed">
              {' '}
              {sayBecause(t, because)}
            </Text>
          )}
        </List.Item>
      ))}
      {count > items.length ? (
        <List.Item>{t('releases.plan.andMore', { count: count - items.length })}</List.Item>
      ) : null}
    </List>
  );
}

/** Why a record goes along: in words, a safeguard by its number. */
function sayBecause(t: Translate, code: string): string {
  if (code === 'approvals') return t('releases.plan.approvals');
  return code === 'belongs' ? t('releases.plan.belongs') : t('releases.plan.because', { code });
}
