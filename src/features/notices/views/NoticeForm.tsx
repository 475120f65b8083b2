import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useFields } from '#web/use-fields.ts';
import { useKept } from '#web/use-kept.ts';
import { Say } from '#web/i18n/Say.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { fetchNotice, languages, removeNotice, setNotice } from './api.ts';
import type { Notice } from './api.ts';

/** Whether and where the officer is told by e-mail that something waits. */
export function NoticeForm() {
  const notice = useQuery({ queryKey: ['notices'], queryFn: fetchNotice, staleTime: 0 });
  return <Loaded query={notice}>{(own) => <Form own={own} />}</Loaded>;
}

function Form({ own }: { own: Notice }) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { values, setValues, field } = useFields(() => ({ address: own.address ?? '', lang: own.lang as string }));
  const draft = useKept('notices', values, setValues);
  const removing = useMutation({
    mutationFn: removeNotice,
    onSuccess: async () => {
      await client.invalidateQueries();
      await navigate(links.inbox(), { replace: true });
    },
  });
  return (
    <ActForm
      title={t('notices.title')}
      about={t('notices.about')}
      confirm={t('notices.confirm')}
      withheld={own.domains.length === 0 ? t('notices.notOffered') : undefined}
      under={links.inbox()}
      draft={draft}
      act={() => setNotice({ address: values.address.trim(), lang: values.lang })}
    >
      <TextInput
        type="email"
        label={t('notices.address')}
        description={t('notices.domains', { domains: own.domains.join(', ') })}
        maxLength={120}
        data-autofocus
        {...field('address')}
      />
      <NativeSelect
        label={t('notices.language')}
        data={languages.map(({ code, name }) => ({ value: code, label: name }))}
        {...field('lang')}
      />
      {own.lastSentAt === null ? null : (
        <Text size="sm" component="div">
          <Say id="notices.lastSent" values={{ time: <Time at={own.lastSentAt} /> }} />
        </Text>
      )}
      {own.failedAt === null ? null : (
        <Text size="sm" component="div" role="alert">
          <Say id="notices.failed" values={{ time: <Time at={own.failedAt} />, code: own.failure ?? '' }} />
        </Text>
      )}
      {own.address === null ? null : (
        <Button variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
          {t('notices.remove')}
        </Button>
      )}
      {removing.error ? <Problem error={removing.error} /> : null}
    </ActForm>
  );
}
