import { Alert, Button, Group, List } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useSession } from '#web/session.ts';
import { BodySection } from '#web/BodySection.tsx';
import { useParticipants } from '#web/participants.ts';
import { ExactText } from '#web/ui/ExactText.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useNow } from '#web/ui/use-now.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Preview } from './preview-api.ts';
import { Why } from '#web/ui/Why.tsx';
import { Say } from '#web/i18n/Say.tsx';

type Props = {
  preview: Preview;
  isPending: boolean;
  error: unknown;
  onSeal: () => void;
  onBack: () => void;
  /** Asks for it anew: its minutes are over. */
  onAgain: () => void;
};

/** The last look before sealing: the very bytes, what they are, and who gets them. */
export function PreviewPanel({ preview, isPending, error, onSeal, onBack, onAgain }: Props) {
  const t = useT();
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isOver = new Date(preview.expiresAt).getTime() <= useNow();
  return (
    <div ref={heading} tabIndex={-1} role="region" aria-label={t('records.preview.title')}>
      <Section
        title={t('records.preview.title')}
        note={t(preview.isProposed ? 'records.preview.noteProposed' : 'records.preview.note')}
      >
        <Facts
          facts={[
            { name: t('records.preview.marking'), value: <Marking marking={preview.marking} /> },
            { name: t('records.preview.digest'), value: <Mono>{preview.digest}</Mono> },
            { name: t('records.preview.ref'), value: <Mono>{preview.ref}</Mono> },
            {
              name: t(preview.isProposed ? 'records.preview.untilProposed' : 'records.preview.until'),
              value: <Time at={preview.expiresAt} exact />,
            },
          ]}
        />
      </Section>
      <Audience preview={preview} />
      <BodySection body={preview.body} absence={{ title: '', why: '' }} />
      <Section title={t('records.preview.bytes')}>
        <ExactText text={preview.payload} label={t('records.preview.bytes')} />
      </Section>
      {preview.isSame ? null : (
        <Alert color="red" role="alert" mb="md">
          {t('records.preview.otherDigest')}
        </Alert>
      )}
      {error ? (
        <Problem
          error={error}
          title={t(preview.isProposed ? 'records.draftForm.notProposed' : 'records.draftForm.notSealed')}
        />
      ) : null}
      <Group justify="end" mt="md">
        <Button variant="default" onClick={onBack} disabled={isPending}>
          {t('records.preview.back')}
        </Button>
        {isOver ? (
          <Button onClick={onAgain}>{t('records.preview.again')}</Button>
        ) : (
          <Button onClick={onSeal} loading={isPending} disabled={!preview.isSame}>
            {t(preview.isProposed ? 'records.draftForm.propose' : 'records.draftForm.seal')}
          </Button>
        )}
      </Group>
    </div>
  );
}

/** Who gets it by sealing alone, and who might later. */
function Audience({ preview }: { preview: Preview }) {
  const t = useT();
  const { node } = useSession();
  const { byCode } = useParticipants();
  const nameOf = (to: string): string => {
    const name = byCode.get(to)?.name;
    return name ? `${to} ${name}` : to;
  };
  const later = preview.recipients.filter(({ to }) => !preview.released.includes(to));
  return (
    <Section title={t('records.preview.who')}>
      <List aria-label={t('records.preview.who')} spacing="xs" mb="sm">
        <List.Item>{t('records.preview.own', { name: nameOf(node.code) })}</List.Item>
        {preview.released.map((to) => (
          <List.Item key={to}>{t('records.preview.atOnce', { name: nameOf(to) })}</List.Item>
        ))}
        {preview.oversight.map((to) => (
          <List.Item key={to}>{t('records.preview.oversight', { name: nameOf(to) })}</List.Item>
        ))}
        {preview.withheld.map(({ to, code, why }) => (
          <List.Item key={to}>
            <Say
              id="records.preview.withheld"
              values={{ name: nameOf(to), why: <Why code={code} why={why} inline />, code }}
            />
          </List.Item>
        ))}
        <List.Item>{t('records.preview.nobodyElse')}</List.Item>
      </List>
      <details>
        <summary>{t('records.preview.later')}</summary>
        <List aria-label={t('records.preview.later')} spacing="xs" mt="xs">
          {later.map(({ to, ok, code, why }) => (
            <List.Item key={to}>
              {ok ? (
                t('records.preview.possible', { name: nameOf(to) })
              ) : (
                <Say
                  id="records.preview.impossible"
                  values={{ name: nameOf(to), why: <Why code={code} why={why} inline />, code }}
                />
              )}
            </List.Item>
          ))}
        </List>
      </details>
    </Section>
  );
}
