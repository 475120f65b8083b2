import { Button, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { enrol, fetchEnrolment } from './passkeys.ts';
import type { Enrolled, EnrolmentOptions } from './passkeys.ts';
import classes from './SignInPage.module.css';
import { useT } from '#web/i18n/use-t.ts';

/** From the link of an invitation to a registered passkey. The token stays in the fragment, which browsers send to no server. */
export function EnrolPage() {
  const t = useT();
  const { hash } = useLocation();
  const token = hash.slice(1);
  return (
    <main className={classes.page}>
      <title>{`${t('officers.enrolPage.title')} · Tamga`}</title>
      <Title order={1} mb="xs">
        {t('officers.enrolPage.title')}
      </Title>
      {token === '' ? <Text>{t('officers.enrolPage.missing')}</Text> : <Invitation token={token} />}
    </main>
  );
}

function Invitation({ token }: { token: string }) {
  const [done, setDone] = useState<Enrolled | null>(null);
  const asked = useQuery({
    queryKey: ['enrolment', token],
    queryFn: () => fetchEnrolment(token),
    staleTime: Infinity,
    retry: false,
    enabled: done === null,
  });
  if (done) return <Registered done={done} />;
  return <Loaded query={asked}>{({ officer }) => <Asked officer={officer} token={token} onDone={setDone} />}</Loaded>;
}

type Props = { officer: EnrolmentOptions['officer']; token: string; onDone: (done: Enrolled) => void };

function Asked({ officer, token, onDone }: Props) {
  const t = useT();
  const action = useMutation({ mutationFn: () => enrol(token), onSuccess: onDone });
  return (
    <Stack align="start">
      <Text>{t('officers.enrolPage.about')}</Text>
      <Facts
        facts={[
          { name: t('officers.number'), value: officer.id },
          { name: t('officers.enrolPage.name'), value: officer.name },
          { name: t('officers.role'), value: t.term('role', officer.role) },
        ]}
      />
      <Button onClick={() => action.mutate()} loading={action.isPending}>
        {t('officers.enrolPage.title')}
      </Button>
      {action.error ? <Problem error={action.error} /> : null}
    </Stack>
  );
}

function Registered({ done }: { done: Enrolled }) {
  const t = useT();
  return (
    <Stack align="start" role="status">
      <Title order={2}>{t('officers.enrolPage.done')}</Title>
      <Text>{done.mayEnter ? t('officers.enrolPage.enter') : t('officers.enrolPage.wait')}</Text>
      {done.attestation === 'none' ? <Text c="dimmed">{t('officers.enrolPage.none')}</Text> : null}
      <PageLink to={links.signIn()}>{t('officers.enrolPage.signIn')}</PageLink>
    </Stack>
  );
}
