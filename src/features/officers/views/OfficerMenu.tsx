import { Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useSession, useSessionActions } from '#web/session.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import classes from './OfficerMenu.module.css';
import { useT } from '#web/i18n/use-t.ts';

/** Who is signed in and in which role; on a demo node also the change to another demo officer. */
export function OfficerMenu() {
  const t = useT();
  const { officer, officers } = useSession();
  const { actAs, signOut } = useSessionActions();
  const [failure, setFailure] = useState<unknown>(null);

  const attempt = (change: () => Promise<void>) => {
    setFailure(null);
    change().catch(setFailure);
  };

  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <UnstyledButton className={classes.officer}>
            <VisuallyHidden>{t('officers.officerMenu.officer')} </VisuallyHidden>
            <span className={classes.name}>{officer.name},</span>
            <span className={classes.role}>{t.term('role', officer.role)}</span>
            <Icon name="down" size={14} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{officer.id}</Menu.Label>
          {officers.length > 0 ? (
            <>
              <Menu.Divider />
              <Menu.Label>{t('officers.officerMenu.actAs')}</Menu.Label>
              {officers.map((other) => (
                <Menu.Item
                  key={other.id}
                  disabled={other.id === officer.id}
                  onClick={() => attempt(() => actAs(other.id))}
                  rightSection={other.id === officer.id ? <Icon name="check" size={14} /> : null}
                >
                  {other.name}
                  <Text size="xs" c="dimmed">
                    {t.term('role', other.role)}, {other.authority}
                  </Text>
                </Menu.Item>
              ))}
              <Menu.Divider />
            </>
          ) : null}
          <Menu.Item onClick={() => attempt(signOut)}>{t('officers.officerMenu.signOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {failure ? <Problem error={failure} /> : null}
    </>
  );
}
