import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Problem } from '#web/ui/Problem.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { PasskeySignIn } from './PasskeySignIn.tsx';
import { fetchWays, leaveForOidc } from './sign-in-ways.ts';

/** Every way in that this node has: the passkey first, then the ministry's identity provider. */
export function SignInWays({ onDone }: { onDone?: () => void }) {
  const ways = useQuery({ queryKey: ['session', 'ways'], queryFn: fetchWays, staleTime: Infinity });
  return (
    <>
      <PasskeySignIn {...(onDone ? { onDone } : {})} />
      {ways.data?.oidc ? <OidcSignIn /> : null}
    </>
  );
}

function OidcSignIn() {
  const t = useT();
  const action = useMutation({ mutationFn: leaveForOidc });
  return (
    <Stack my="md" align="start" gap="xs">
      <Button variant="default" onClick={() => action.mutate()} loading={action.isPending}>
        {t('officers.signInWays.oidc')}
      </Button>
      <Text c="dimmed" size="sm">
        {t('officers.signInWays.oidcNote')}
      </Text>
      {action.error ? <Problem error={action.error} title={t('officers.signInWays.failed')} /> : null}
    </Stack>
  );
}
