import { Anchor, Menu, UnstyledButton } from '@mantine/core';
import { links } from '#web/links.ts';
import { useT } from '#web/i18n/use-t.ts';
import { useSession } from '#web/session.ts';
import { Icon } from '#web/ui/Icon.tsx';
import classes from './Guide.module.css';
import { change, startOver, useProgress } from './progress.ts';

/** In a demonstration: the next node, one click away, and the guide, which comes back from here. */
export function HelpMenu() {
  const t = useT();
  const { beside } = useSession();
  const { isClosed } = useProgress();
  const [next] = beside;
  if (!next) return null;
  return (
    <>
      <Anchor className={classes.beside ?? ''} href={links.beside(next.code)} target={`tamga-${next.code}`}>
        {t('layout.helpMenu.toNode', { code: next.code.toUpperCase() })}
      </Anchor>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <UnstyledButton className={classes.help}>
            {t('layout.helpMenu.help')}
            <Icon name="down" size={14} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {isClosed ? (
            <Menu.Item onClick={() => change({ isClosed: false })}>{t('layout.helpMenu.show')}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => change({ isClosed: true })}>{t('layout.helpMenu.hide')}</Menu.Item>
          )}
          <Menu.Item onClick={startOver}>{t('layout.helpMenu.startOver')}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('layout.helpMenu.nodes')}</Menu.Label>
          {beside.map(({ code, name }) => (
            <Menu.Item key={code} component="a" href={links.beside(code)} target={`tamga-${code}`}>
              {code}: {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
