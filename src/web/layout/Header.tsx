import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { LanguageMenu } from '../i18n/LanguageMenu.tsx';
import { nameIn } from '../i18n/names.ts';
import { useT } from '../i18n/use-t.ts';
import { links } from '../links.ts';
import { paletteKeys } from '../palette/keys.ts';
import { show } from '../palette/state.ts';
import { Icon } from '../ui/Icon.tsx';
import { useSession } from '../session.ts';
import classes from './Header.module.css';

/** Whose node this is comes first: several nodes may be open side by side. */
export function Header({ officer, help }: { officer: ReactNode; help: ReactNode }) {
  const t = useT();
  const { node, alliance } = useSession();
  return (
    <header className={classes.header}>
      <Link to={links.home()} className={classes.node}>
        <span className={classes.code}>{node.code}</span>
        <span className={classes.name}>{nameIn(t, node)}</span>
      </Link>
      <span className={classes.alliance}>{nameIn(t, alliance)}</span>
      <div className={classes.menus}>
        <button
          type="button"
          className={classes.find}
          onClick={() => show('palette')}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <Icon name="search" size={14} />
          <span>{t('layout.header.find')}</span> <kbd>{paletteKeys}</kbd>
        </button>
        {help}
        <LanguageMenu />
        {officer}
      </div>
    </header>
  );
}
