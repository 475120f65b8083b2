import { Anchor } from '@mantine/core';
import { links } from '#web/links.ts';
import { nameIn } from '#web/i18n/names.ts';
import { useT } from '#web/i18n/use-t.ts';
import { useSession } from '#web/session.ts';
import { DropItem, DropLabel, DropLink, DropMenu } from '#web/ui/DropMenu.tsx';
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
      <DropMenu
        buttonClass={classes.help}
        button={
          <>
            {t('layout.helpMenu.help')}
            <Icon name="down" size={14} />
          </>
        }
      >
        {isClosed ? (
          <DropItem onChoose={() => change({ isClosed: false })}>{t('layout.helpMenu.show')}</DropItem>
        ) : (
          <DropItem onChoose={() => change({ isClosed: true })}>{t('layout.helpMenu.hide')}</DropItem>
        )}
        <DropItem onChoose={startOver}>{t('layout.helpMenu.startOver')}</DropItem>
        <DropLabel>{t('layout.helpMenu.nodes')}</DropLabel>
        {beside.map((one) => (
          <DropLink key={one.code} href={links.beside(one.code)} target={`tamga-${one.code}`}>
            {one.code}: {nameIn(t, one)}
          </DropLink>
        ))}
      </DropMenu>
    </>
  );
}
