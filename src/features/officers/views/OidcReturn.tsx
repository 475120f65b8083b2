import { Center, Loader, Stack, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { takeReturn } from '#web/return-to.ts';
import { links } from '#web/links.ts';
import { useSessionActions } from '#web/session.ts';
import { Problem } from '#web/ui/Problem.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { SignInWays } from './SignInWays.tsx';
import { signInByOidc } from './sign-in-ways.ts';

/** What the provider sent is good for one attempt; a page drawn twice must not spend it twice. */
let lastTried = '';

/** Where the identity provider sends the browser back to. Its code leaves the address bar, and so the history, before it is used. */
export function OidcReturn({ search }: { search: string }) {
  const t = useT();
  const navigate = useNavigate();
  const { enter } = useSessionActions();
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    if (search === lastTried) return;
    lastTried = search;
    history.replaceState(history.state, '', links.signIn());
    signInByOidc(search).then(
      (session) => {
        enter(session);
        void navigate(takeReturn() ?? links.home(), { replace: true });
      },
      (error: unknown) => setFailure(error),
    );
  }, [search, enter, navigate]);

  if (failure === null)
    return (
      <Center mih={160}>
        <Loader size="sm" color="gray" aria-label={t('officers.signInPage.signingIn')} role="status" />
      </Center>
    );
  return (
    <Stack>
      <Title order={1}>{t('officers.signInPage.title')}</Title>
      <Problem error={failure} title={t('officers.signInWays.failed')} />
      <SignInWays onDone={() => void navigate(takeReturn() ?? links.home(), { replace: true })} />
    </Stack>
  );
}
