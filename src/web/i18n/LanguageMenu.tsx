import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Icon } from '../ui/Icon.tsx';
import { chooseLanguage } from './language.ts';
import classes from './LanguageMenu.module.css';
import { locales } from './locales.ts';
import { useT } from './use-t.ts';

/** The languages, each in its own words: who cannot read the present one still finds theirs. */
export function LanguageMenu() {
  const t = useT();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.language}>
          <VisuallyHidden>{t('layout.language')} </VisuallyHidden>
          {locales.find(({ code }) => code === t.locale)?.name}
          <Icon name="down" size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {locales.map(({ code, name, dir }) => (
          <Menu.Item
            key={code}
            lang={code}
            dir={dir}
            aria-current={code === t.locale ? 'true' : undefined}
            rightSection={code === t.locale ? <Icon name="check" size={14} /> : null}
            onClick={() => void chooseLanguage(code)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
