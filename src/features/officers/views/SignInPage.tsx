import { Center, Code, Loader, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ApiProblem } from '#web/http.ts';
import { links } from '#web/links.ts';
import { ownCode } from '#web/own-code.ts';
import { takeReturn } from '#web/return-to.ts';
import { useSessionActions } from '#web/session.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { OidcReturn } from './OidcReturn.tsx';
import { SignInWays } from './SignInWays.tsx';
import { isReturn } from './sign-in-ways.ts';
import classes from './SignInPage.module.css';
import { useT } from '#web/i18n/use-t.ts';
import { Say } from '#web/i18n/Say.tsx';

/**
 * Trades the one-time token of a sign-in link for a session. The token is in the fragment, which browsers send to no
 * server, and leaves the address bar (and so the history) before it is used.
 */
export function SignInPage() {
  const t = useT();
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const { signIn } = useSessionActions();
  const token = hash.slice(1);
  const [failure, setFailure] = useState<{ token: string; error: unknown } | null>(null);

  useEffect(() => {
    if (token === '' || token === lastTried) return;
    lastTried = token;
    // A ticket of another node of a demonstration: its visitor is guided there, not here.
    if (token.includes('~')) sessionStorage.setItem('tamga-visitor', '1');
    history.replaceState(history.state, '', links.signIn());
    signIn(token).then(
      (session) => navigate(landing(search, session.officer.role), { replace: true }),
      (error: unknown) => setFailure({ token, error }),
    );
  }, [token, search, signIn, navigate]);

  return (
    <main className={classes.page}>
      <title>{`${t('officers.signInPage.title')} · Tamga`}</title>
      {isReturn(search) ? (
        <OidcReturn search={search} />
      ) : token === '' ? (
        <NewLink title={t('officers.signInPage.title')} why={t('officers.signInPage.noneWhy')}>
          <SignInWays onDone={() => void navigate(takeReturn() ?? links.home(), { replace: true })} />
        </NewLink>
      ) : failure?.token === token ? (
        <Failed error={failure.error} />
      ) : (
        <Waiting />
      )}
    </main>
  );
}

/** The page that the link names, of this node alone, else the one that this tab showed before; a duty officer otherwise begins with what is due. */
function landing(search: string, role: string): string {
  const to = new URLSearchParams(search).get('to') ?? '';
  const before = takeReturn();
  if (/^\/(?![/\\])/.test(to)) return to;
  if (before !== undefined && before !== links.home()) return before;
  return role === 'duty-officer' ? links.inbox() : links.home();
}

/** A token is good for one attempt; a page drawn twice must not spend it twice. */
let lastTried = '';

function Waiting() {
  const t = useT();
  return (
    <Center mih={160}>
      <Loader size="sm" color="gray" aria-label={t('officers.signInPage.signingIn')} role="status" />
    </Center>
  );
}

function Failed({ error }: { error: unknown }) {
  const t = useT();
  const isUsedUp = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  if (!isUsedUp) return <Problem error={error} title={t('officers.signInPage.signingInFailed')} />;
  return <NewLink title={t('officers.signInPage.used')} why={t('officers.signInPage.usedWhy')} code={error.code} />;
}

type NewLinkProps = { title: string; why: string; code?: string; children?: ReactNode };

function NewLink({ title, why, code, children }: NewLinkProps) {
  const t = useT();
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
            <Say id="officers.signInPage.codeOfTheRefusal" values={{ code: <Code>{code}</Code> }} />
          </Text>
          <PageLink to={links.home()}>{t('officers.signInPage.stillIn')}</PageLink>
        </>
      ) : null}
    </>
  );
}
