import { VisuallyHidden } from '@mantine/core';
import { DropItem, DropMenu } from '../ui/DropMenu.tsx';
import { Icon } from '../ui/Icon.tsx';
import { chooseLanguage } from './language.ts';
import classes from './LanguageMenu.module.css';
import { locales } from './locales.ts';
import { useT } from './use-t.ts';

/** The languages, each in its own words: who cannot read the present one still finds theirs. */
export function LanguageMenu() {
  const t = useT();
  return (
    <DropMenu
      buttonClass={classes.language}
      button={
        <>
          <VisuallyHidden>{t('layout.language')} </VisuallyHidden>
          {locales.find(({ code }) => code === t.locale)?.name}
          <Icon name="down" size={14} />
        </>
      }
    >
      {locales.map(({ code, name, dir }) => (
        <DropItem
          key={code}
          lang={code}
          dir={dir}
          isCurrent={code === t.locale}
          onChoose={() => void chooseLanguage(code)}
        >
          {name}
          {code === t.locale ? <Icon name="check" size={14} /> : null}
        </DropItem>
      ))}
    </DropMenu>
  );
}
