import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { useSession, useSessionActions } from '#web/session.ts';
import { Facts } from '#web/ui/Facts.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { inviteOneself } from './sign-in-ways.ts';

/** Who came by the identity provider and is not appointed yet: a passkey of one’s own is all that there is to do. */
export function LimitedPage() {
  const t = useT();
  const { officer } = useSession();
  const { signOut } = useSessionActions();
  const navigate = useNavigate();
  const action = useMutation({
    mutationFn: inviteOneself,
    onSuccess: ({ token }) => void navigate(`${links.enrol()}#${token}`),
  });
  return (
    <Stack align="start">
      <title>{`${t('officers.limitedPage.title')} · Tamga`}</title>
      <Title order={1}>{t('officers.limitedPage.title')}</Title>
      <Text>{t('officers.limitedPage.about')}</Text>
      <Facts
        facts={[
          { name: t('officers.number'), value: officer.id },
          { name: t('officers.name'), value: officer.name },
          { name: t('officers.role'), value: t.term('role', officer.role) },
        ]}
      />
      <Text>{t('officers.limitedPage.next')}</Text>
      <Group>
        <Button onClick={() => action.mutate()} loading={action.isPending}>
          {t('officers.limitedPage.register')}
        </Button>
        <Button variant="default" onClick={() => void signOut()}>
          {t('officers.officerMenu.signOut')}
        </Button>
      </Group>
      {action.error ? <Problem error={action.error} /> : null}
    </Stack>
  );
}
