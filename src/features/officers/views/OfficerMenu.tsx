import { Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { links } from '#web/links.ts';
import { useSession, useSessionActions } from '#web/session.ts';
import { DropItem, DropLabel, DropMenu } from '#web/ui/DropMenu.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import classes from './OfficerMenu.module.css';
import { useT } from '#web/i18n/use-t.ts';

/** Who is signed in and in which role; on a demo node also the change to another demo officer. */
export function OfficerMenu() {
  const t = useT();
  const { officer, officers } = useSession();
  const { actAs, signOut } = useSessionActions();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<unknown>(null);

  const attempt = (change: () => Promise<void>) => {
    setFailure(null);
    change().catch(setFailure);
  };

  return (
    <>
      <DropMenu
        buttonClass={classes.officer}
        button={
          <>
            <VisuallyHidden>{t('officers.officerMenu.officer')} </VisuallyHidden>
            <span className={classes.name}>{officer.name},</span>
            <span className={classes.role}>{t.term('role', officer.role)}</span>
            <Icon name="down" size={14} />
          </>
        }
      >
        <DropLabel>{officer.id}</DropLabel>
        {officers.length > 0 ? (
          <>
            <DropLabel>{t('officers.officerMenu.actAs')}</DropLabel>
            {officers.map((other) => (
              <DropItem
                key={other.id}
                isDisabled={other.id === officer.id}
                isCurrent={other.id === officer.id}
                onChoose={() => attempt(() => actAs(other.id))}
              >
                <span>
                  {other.name}
                  <Text size="xs" c="dimmed">
                    {t.term('role', other.role)}, {other.authority}
                  </Text>
                </span>
                {other.id === officer.id ? <Icon name="check" size={14} /> : null}
              </DropItem>
            ))}
          </>
        ) : null}
        <DropItem onChoose={() => void navigate(links.settings())}>{t('officers.officerMenu.settings')}</DropItem>
        <DropItem onChoose={() => void navigate(links.account())}>{t('officers.officerMenu.account')}</DropItem>
        <DropItem onChoose={() => attempt(signOut)}>{t('officers.officerMenu.signOut')}</DropItem>
      </DropMenu>
      {failure ? <Problem error={failure} /> : null}
    </>
  );
}
