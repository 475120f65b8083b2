import { Center, Code, Loader, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ApiProblem } from '#web/http.ts';
import { links } from '#web/links.ts';
import { ownCode } from '#web/own-code.ts';
import { useSessionActions } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { PasskeySignIn } from './PasskeySignIn.tsx';
import classes from './SignInPage.module.css';

const text = {
  title: 'Sign in',
  used: 'This link does not work any more',
  usedWhy: 'A sign-in link works once, and only for a short time. For a new link, run on the machine of this node:',
  stillIn: 'Signed in already? Go to the alliance',
  noneWhy: 'Without a passkey: open the link that the node prints when it starts. For a new one, run on its machine:',
};

/**
 * Trades the one-time token of a sign-in link for a session. The token is in the fragment, which browsers send to no
 * server, and leaves the address bar (and so the history) before it is used.
 */
export function SignInPage() {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const { signIn } = useSessionActions();
  const token = hash.slice(1);
  const [failure, setFailure] = useState<{ token: string; error: unknown } | null>(null);

  useEffect(() => {
    if (token === '' || token === lastTried) return;
    lastTried = token;
    history.replaceState(history.state, '', links.signIn());
    signIn(token).then(
      () => navigate(links.alliance(), { replace: true }),
      (error: unknown) => setFailure({ token, error }),
    );
  }, [token, signIn, navigate]);

  return (
    <main className={classes.page}>
      <title>{`${text.title} · Tamga`}</title>
      {token === '' ? (
        <NewLink title={text.title} why={text.noneWhy}>
          <PasskeySignIn onDone={() => void navigate(links.alliance(), { replace: true })} />
        </NewLink>
      ) : failure?.token === token ? (
        <Failed error={failure.error} />
      ) : (
        <Waiting />
      )}
    </main>
  );
}

/** A token is good for one attempt; a page drawn twice must not spend it twice. */
let lastTried = '';

function Waiting() {
  return (
    <Center mih={160}>
      <Loader size="sm" color="gray" aria-label="Signing in" role="status" />
    </Center>
  );
}

function Failed({ error }: { error: unknown }) {
  const isUsedUp = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  if (!isUsedUp) return <Problem error={error} title="Signing in failed" />;
  return <NewLink title={text.used} why={text.usedWhy} code={error.code} />;
}

type NewLinkProps = { title: string; why: string; code?: string; children?: ReactNode };

function NewLink({ title, why, code, children }: NewLinkProps) {
  return (
    <>
      <Title order={1} mb="xs">
        {title}
      </Title>
      {children}
      <Text>{why}</Text>
      <Code block my="md">
        npx tamga sign-in --node {ownCode()}
      </Code>
      {code ? (
        <>
          <Text c="dimmed" size="sm" mb="xs">
            Code of the refusal: <Code>{code}</Code>
          </Text>
          <PageLink to={links.alliance()}>{text.stillIn}</PageLink>
        </>
      ) : null}
    </>
  );
}
