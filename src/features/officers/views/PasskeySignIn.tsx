import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSessionActions } from '#web/session.ts';
import { Problem } from '#web/ui/Problem.tsx';
import { signInByPasskey } from './passkeys.ts';
import { useT } from '#web/i18n/use-t.ts';

/** Where nobody is signed in: whoever signs in here stays at the address where they are. */
export function PasskeySignIn({ onDone }: { onDone?: () => void }) {
  const t = useT();
  const { enter } = useSessionActions();
  const action = useMutation({
    mutationFn: signInByPasskey,
    onSuccess: (session) => {
      enter(session);
      onDone?.();
    },
  });
  return (
    <Stack my="md" align="start">
      <Button onClick={() => action.mutate()} loading={action.isPending}>
        {t('officers.passkeySignIn.signIn')}
      </Button>
      {action.error ? <Problem error={action.error} title={t('officers.passkeySignIn.failed')} /> : null}
    </Stack>
  );
}
