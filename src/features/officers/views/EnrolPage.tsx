import { Button, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { links } from '#web/links.ts';
import { roleName } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { enrol, fetchEnrolment } from './passkeys.ts';
import type { Enrolled, EnrolmentOptions } from './passkeys.ts';
import classes from './SignInPage.module.css';

const text = {
  title: 'Register a passkey',
  about:
    'A passkey stays on your authenticator: a security key, this computer or a telephone. With it you sign in and approve. Have a second one ready: who loses a passkey is invited anew, and two officers approve the next.',
  number: 'Number',
  name: 'Name, known at this node alone',
  role: 'Role',
  register: 'Register a passkey',
  done: 'The passkey is registered',
  enter: 'Your authority has no officers yet: you can sign in with it now.',
  wait: 'You can sign in with it once two officers have approved your appointment.',
  none: 'No maker vouches for this authenticator at this node. It signs in; measures take one that is attested.',
  signIn: 'To sign-in',
  missing: 'This page is opened by an invitation. Ask an administrator of your authority for one.',
};

/** From the link of an invitation to a registered passkey. The token stays in the fragment, which browsers send to no server. */
export function EnrolPage() {
  const { hash } = useLocation();
  const token = hash.slice(1);
  return (
    <main className={classes.page}>
      <title>{`${text.title} · Tamga`}</title>
      <Title order={1} mb="xs">
        {text.title}
      </Title>
      {token === '' ? <Text>{text.missing}</Text> : <Invitation token={token} />}
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
  const action = useMutation({ mutationFn: () => enrol(token), onSuccess: onDone });
  return (
    <Stack align="start">
      <Text>{text.about}</Text>
      <Facts
        facts={[
          { name: text.number, value: officer.id },
          { name: text.name, value: officer.name },
          { name: text.role, value: roleName(officer.role) },
        ]}
      />
      <Button onClick={() => action.mutate()} loading={action.isPending}>
        {text.register}
      </Button>
      {action.error ? <Problem error={action.error} /> : null}
    </Stack>
  );
}

function Registered({ done }: { done: Enrolled }) {
  return (
    <Stack align="start" role="status">
      <Title order={2}>{text.done}</Title>
      <Text>{done.mayEnter ? text.enter : text.wait}</Text>
      {done.attestation === 'none' ? <Text c="dimmed">{text.none}</Text> : null}
      <PageLink to={links.signIn()}>{text.signIn}</PageLink>
    </Stack>
  );
}
