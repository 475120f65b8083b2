import { Alert, Center, Loader } from '@mantine/core';
import { useEffect } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { Shortcuts } from '../palette/Shortcuts.tsx';
import { links } from '../links.ts';
import { takeReturn } from '../return-to.ts';
import { SessionContext, useSessionQuery } from '../session.ts';
import type { Session } from '../session.ts';
import { accentOf } from '../theme.ts';
import { PageLink } from '../ui/ButtonLink.tsx';
import { Page } from '../ui/Page.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Header } from './Header.tsx';
import classes from './Layout.module.css';
import { isOpenToFounders } from './founding.ts';
import { Navigation } from './Navigation.tsx';
import { SignedOut } from './SignedOut.tsx';
import { useT } from '../i18n/use-t.ts';

type Around = { officer: ReactNode; help: ReactNode; guide: ReactNode };

/**
 * The frame of every page: whose node this is, who looks at it, where one can go. `officer` and `help` stand in the header,
 * `guide` under the page, `signIn` where nobody is signed in, and `limited` in place of every page for whom nobody appointed yet.
 */
export function Layout({ signIn, limited, ...around }: Around & { signIn: ReactNode; limited: ReactNode }) {
  const t = useT();
  const session = useSessionQuery();
  if (session.data?.isLimited)
    return (
      <SessionContext value={session.data}>
        <main className={classes.alone}>{limited}</main>
      </SessionContext>
    );
  if (session.data) return <Frame session={session.data} {...around} />;
  if (session.data === null) return <SignedOut signIn={signIn} />;
  return (
    <main className={classes.alone}>
      {session.error ? (
        <Problem error={session.error} title={t('layout.layout.thisPageHasNo')} />
      ) : (
        <Center mih={240}>
          <Loader size="sm" color="gray" aria-label={t('layout.layout.loading')} role="status" />
        </Center>
      )}
    </main>
  );
}

/** Before an authority has appointed anybody, every other page would be refused: this says what comes first, in their place. */
function Founding() {
  const t = useT();
  const { pathname } = useLocation();
  const way = <PageLink to={links.officers()}>{t('layout.navigation.officers')}</PageLink>;
  const [title, about] = [t('layout.founding.title'), t('layout.founding.about')];
  if (!isOpenToFounders(pathname))
    return (
      <Page title={title} about={about}>
        {way}
      </Page>
    );
  return (
    <>
      <Alert variant="default" mb="lg" title={title}>
        {about} {way}
      </Alert>
      <Outlet />
    </>
  );
}

function Frame({ session, officer, help, guide }: Around & { session: Session }) {
  const t = useT();
  const navigation = useNavigation();
  // Who is in has come back: the next who signs in begins anew.
  useEffect(() => void takeReturn(), []);
  const style = { '--accent': accentOf(session.node) } as CSSProperties;
  return (
    <SessionContext value={session}>
      <div className={classes.frame} style={style}>
        <a href="#main" className={classes.skip}>
          {t('layout.layout.skipToContent')}
        </a>
        <Header officer={officer} help={help} />
        <Navigation />
        {/* The key: another officer gets the page anew, without anything the one before could read. */}
        <main
          key={session.officer.id}
          id="main"
          className={classes.main}
          aria-busy={navigation.state !== 'idle'}
          tabIndex={-1}
        >
          {session.isFounding ? <Founding /> : <Outlet />}
        </main>
        {guide}
      </div>
      <Shortcuts />
      <ScrollRestoration />
    </SessionContext>
  );
}
